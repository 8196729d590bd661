// SPDX-License-Identifier: GPL-2.0-or-later
// The CPUs that the calling thread may run on.
// Runs on: both. Errors: std::system_error naming the CPUs.
#pragma once

#include "probes/kernelfs/check_errno.hpp"
#include "probes/kernelfs/cpu_set.hpp"

#include <sched.h>

namespace cloister {

inline void run_on(const CpuSet& cpus) {
    cpu_set_t mask;
    CPU_ZERO(&mask);
    for (const CpuId cpu : cpus)
        CPU_SET(cpu.number, &mask);
    if (::sched_setaffinity(0, sizeof mask, &mask) != 0)
        throw std::system_error(errno, std::generic_category(), "sched_setaffinity CPUs " + cpus.list());
}

} // namespace cloister
