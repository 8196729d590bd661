// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/libvirt/placement.hpp"

#include "orchestrator/machine/qemu/pin_vcpus.hpp"

namespace cloister {

Placement place(std::uint32_t vcpus, const CpuSet& host) {
    Placement placement;
    CpuSet taken;
    for (std::uint32_t vcpu = 0; vcpu < vcpus; ++vcpu) {
        placement.vcpus.push_back(host_cpu_of(vcpu, host));
        taken.insert(placement.vcpus.back());
    }
    const CpuSet left = host.minus(taken);
    placement.others = left.empty() ? host : left;
    placement.dedicated = taken.size() == vcpus && !left.empty();
    return placement;
}

} // namespace cloister
