// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/subjects/real_time.hpp"

#include "probes/kernelfs/check_errno.hpp"
#include "results-schema/gives_way.hpp"

#include <sched.h>

namespace cloister::workloads {
namespace {

void schedule_by(int policy, int priority) {
    const sched_param parameter{priority};
    check_errno(::sched_setscheduler(0, policy, &parameter), "sched_setscheduler");
}

} // namespace

void RealTime::begin(std::uint64_t now_ns) {
    if (!held_)
        schedule_by(SCHED_FIFO, 1);
    held_ = true;
    since_ns_ = now_ns;
}

bool RealTime::give_way(std::uint64_t now_ns) {
    constexpr std::chrono::nanoseconds longest = fifo_gives_way;
    if (!held_ || now_ns - since_ns_ < static_cast<std::uint64_t>(longest.count()))
        return false;
    schedule_by(SCHED_OTHER, 0);
    held_ = false;
    return true;
}

} // namespace cloister::workloads
