// SPDX-License-Identifier: GPL-2.0-or-later
// Whether KVM works: a guest must have reached our agent under it in time. /dev/kvm alone proves nothing: it
// may be there and dead (facts: guests that stop in the decompressor, a QEMU that aborts). Runs on: host.
// Never throws for a dead KVM: that is an answer.
#pragma once

#include "orchestrator/machine/machine.hpp"

namespace cloister {

struct KvmProof {
    bool works = false;
    std::string why; // "a guest reached its agent in 1.2 s", "no /dev/kvm", …
};

// spec: a kernel and initramfs that are known to boot; its directory is used and left empty. memory: a file
// that remembers the answer for this host kernel, QEMU and device.
KvmProof prove_kvm(GuestSpec spec, const std::filesystem::path& memory);
// What prove_kvm() would answer without starting a guest; nullopt: not known yet.
std::optional<KvmProof> remembered_kvm_proof(const std::filesystem::path& memory);

} // namespace cloister
