// SPDX-License-Identifier: GPL-2.0-or-later
// Which host CPUs a domain's threads are bound to: vCPUs dealt over them as the qemu machine does, QEMU's own
// threads where no vCPU is. Runs on: host. Pure.
#pragma once

#include "probes/kernelfs/cpu_set.hpp"

#include <vector>

namespace cloister {

struct Placement {
    std::vector<CpuId> vcpus; // host CPU of each
    CpuSet others;            // of the emulator and its I/O thread: what is left, or all where nothing is
    bool dedicated = false;   // each vCPU has a host CPU for itself, and nothing of QEMU's else is there

    bool operator==(const Placement&) const = default;
};

// host: not empty.
Placement place(std::uint32_t vcpus, const CpuSet& host);

} // namespace cloister
