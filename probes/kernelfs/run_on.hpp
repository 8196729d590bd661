// SPDX-License-Identifier: GPL-2.0-or-later
// The CPUs that a task may run on.
// Runs on: both. Errors: std::system_error naming the CPUs.
#pragma once

#include "probes/kernelfs/check_errno.hpp"
#include "probes/kernelfs/cpu_set.hpp"

#include <sched.h>

namespace cloister {

inline cpu_set_t mask_of(const CpuSet& cpus) {
    cpu_set_t mask;
    CPU_ZERO(&mask);
    for (const CpuId cpu : cpus)
        CPU_SET(cpu.number, &mask);
    return mask;
}

// task: its id; 0: the calling thread.
inline CpuSet cpus_of(int task = 0) {
    cpu_set_t mask;
    CPU_ZERO(&mask);
    check_errno(::sched_getaffinity(task, sizeof mask, &mask), "sched_getaffinity", std::to_string(task));
    CpuSet cpus;
    for (std::uint32_t cpu = 0; cpu < CPU_SETSIZE; ++cpu)
        if (CPU_ISSET(cpu, &mask))
            cpus.insert(CpuId{cpu});
    return cpus;
}

inline void run_on(const CpuSet& cpus, int task = 0) {
    const cpu_set_t mask = mask_of(cpus);
    if (::sched_setaffinity(task, sizeof mask, &mask) != 0)
        throw std::system_error(errno, std::generic_category(), "sched_setaffinity CPUs " + cpus.list());
}

} // namespace cloister
