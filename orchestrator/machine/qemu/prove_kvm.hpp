// SPDX-License-Identifier: GPL-2.0-or-later
// Whether KVM works: a guest must have reached our agent under it in time. /dev/kvm alone proves nothing: it
// may be there and dead (facts: guests that stop in the decompressor, a QEMU that aborts). Runs on: host.
// A dead KVM is an answer, no error.
#pragma once

#include "orchestrator/machine/machine.hpp"

namespace cloister {

struct KvmProof {
    bool works = false;
    std::string why; // "a guest reached its agent in 1.2 s", "no /dev/kvm", …
    bool operator==(const KvmProof&) const = default;
};

struct KvmQuestion {
    std::filesystem::path memory; // a file that remembers the answer for this host kernel, QEMU and device
    // Otherwise a guest that does not come up may be its kernel's fault, and that answer is not remembered.
    bool kernel_is_known_to_boot = true;
    std::filesystem::path device = "/dev/kvm";
    std::chrono::nanoseconds patience = std::chrono::seconds(20); // a KVM that works takes one or two
};

// spec: a kernel and its initramfs; its directory is used, and left without console and log. Errors:
// LabError{interrupted}.
KvmProof prove_kvm(GuestSpec spec, const KvmQuestion& question);
// What prove_kvm() would answer without starting a guest; nullopt: not known yet.
std::optional<KvmProof> remembered_kvm_proof(const KvmQuestion& question);

} // namespace cloister
