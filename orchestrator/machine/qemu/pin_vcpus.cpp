// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/qemu/pin_vcpus.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/host/vcpu_group.hpp"
#include "probes/kernelfs/run_on.hpp"

#include <fmt/format.h>

#include <iterator>

namespace cloister {

CpuId host_cpu_of(std::size_t vcpu, const CpuSet& host) {
    return *std::next(host.begin(), static_cast<std::ptrdiff_t>(vcpu % host.size()));
}

CpuSet usable_cpus() {
    CpuSet cpus = cpus_of();
    if (const std::optional<VcpuGroup> group = vcpu_group_to_join())
        for (const CpuId cpu : group->cpus)
            cpus.insert(cpu);
    return cpus;
}

CpuSet host_cpus_of(const CpuSet& vcpus, const CpuSet& host) {
    CpuSet cpus;
    for (const CpuId vcpu : vcpus)
        cpus.insert(host_cpu_of(vcpu.number, host));
    return cpus;
}

std::map<std::string, std::string> pin_vcpus(const std::vector<pid_t>& threads, const CpuSet& host) {
    const std::optional<VcpuGroup> group = vcpu_group_to_join();
    std::map<std::string, std::string> pinned;
    for (std::size_t vcpu = 0; vcpu < threads.size(); ++vcpu) {
        const CpuId target = host_cpu_of(vcpu, host);
        if (group && group->cpus.contains(target))
            join(*group, threads[vcpu]);
        run_on(CpuSet{target}, threads[vcpu]);
        const CpuSet now = cpus_of(threads[vcpu]);
        if (!(now == CpuSet{target}))
            throw LabError(Fault::lab, "boot",
                           fmt::format("pinning: vcpu{} was bound to host CPU {} and runs on {}: is a cpuset "
                                       "in the way?",
                                       vcpu, target.number, now.list()));
        pinned[fmt::format("vcpu{} (thread {})", vcpu, threads[vcpu])] = now.list();
    }
    return pinned;
}

} // namespace cloister
