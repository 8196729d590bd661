// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/qemu/pin_vcpus.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "probes/kernelfs/check_errno.hpp"

#include <fmt/format.h>
#include <sched.h>

#include <iterator>

namespace cloister {
namespace {

CpuSet affinity(pid_t thread) {
    cpu_set_t mask;
    CPU_ZERO(&mask);
    check_errno(::sched_getaffinity(thread, sizeof mask, &mask), "sched_getaffinity");
    CpuSet cpus;
    for (std::uint32_t cpu = 0; cpu < CPU_SETSIZE; ++cpu)
        if (CPU_ISSET(cpu, &mask))
            cpus.insert(CpuId{cpu});
    return cpus;
}

} // namespace

CpuSet usable_cpus() {
    return affinity(0);
}

std::map<std::string, std::string> pin_vcpus(const std::vector<pid_t>& threads, const CpuSet& host) {
    std::map<std::string, std::string> pinned;
    for (std::size_t vcpu = 0; vcpu < threads.size(); ++vcpu) {
        const CpuId target = *std::next(host.begin(), static_cast<std::ptrdiff_t>(vcpu % host.size()));
        cpu_set_t mask;
        CPU_ZERO(&mask);
        CPU_SET(target.number, &mask);
        check_errno(::sched_setaffinity(threads[vcpu], sizeof mask, &mask), "sched_setaffinity",
                    fmt::format("vcpu{}", vcpu));
        const CpuSet now = affinity(threads[vcpu]);
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
