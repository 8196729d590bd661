// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/cancelled_timers.hpp"

#include "probes/kernelfs/check_errno.hpp"

#include <ctime>
#include <sched.h>
#include <string>

namespace cloister::agent {

void forget_cancelled_timers(const CpuSet& isolated) {
    cpu_set_t before;
    check_errno(::sched_getaffinity(0, sizeof before, &before), "sched_getaffinity");
    for (const CpuId cpu : isolated) {
        cpu_set_t there;
        CPU_ZERO(&there);
        CPU_SET(cpu.number, &there);
        check_errno(::sched_setaffinity(0, sizeof there, &there), "sched_setaffinity",
                    "CPU " + std::to_string(cpu.number));
        const timespec moment{0, 1000};
        ::nanosleep(&moment, nullptr);
    }
    check_errno(::sched_setaffinity(0, sizeof before, &before), "sched_setaffinity");
}

} // namespace cloister::agent
