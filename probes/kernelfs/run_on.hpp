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
inline void run_on(const CpuSet& cpus, int task = 0) {
    const cpu_set_t mask = mask_of(cpus);
    if (::sched_setaffinity(task, sizeof mask, &mask) != 0)
        throw std::system_error(errno, std::generic_category(), "sched_setaffinity CPUs " + cpus.list());
}

} // namespace cloister
