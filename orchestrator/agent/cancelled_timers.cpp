// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/cancelled_timers.hpp"

#include "probes/kernelfs/check_errno.hpp"
#include "probes/kernelfs/run_on.hpp"

#include <ctime>
#include <sched.h>

namespace cloister::agent {
namespace {

void schedule_as(int policy, int priority) {
    sched_param parameter{};
    parameter.sched_priority = priority;
    check_errno(::sched_setscheduler(0, policy, &parameter), "sched_setscheduler");
}

} // namespace

void forget_cancelled_timers(const CpuSet& isolated, const CpuSet& housekeeping) {
    schedule_as(SCHED_FIFO, 1); // else it waits until the subject there has had its turn
    for (const CpuId cpu : isolated) {
        run_on({cpu});
        const timespec moment{0, 1000};
        ::nanosleep(&moment, nullptr);
    }
    run_on(housekeeping);
    schedule_as(SCHED_OTHER, 0);
}

} // namespace cloister::agent
