// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/consequences.hpp"

#include <algorithm>

namespace cloister {
namespace {

// Ticks come every 1 to 10 ms; under TCG the host may hold a vCPU up for some of its own time slices.
constexpr std::chrono::milliseconds longest_tick_step{100};

// A second runnable task, or an IPI that announces it: a reschedule, a kick (irq_work or a call).
bool needs_tick(const std::vector<Step>& steps) {
    return std::any_of(steps.begin(), steps.end(), [](const Step& step) {
        return step.kind == StepKind::task || step.kind == StepKind::ipi;
    });
}

// A tick, or something that nobody else can have sent: a flush's barrier, and the vector irq_work (another
// CPU's irq_work comes as a call; irq_work_queue()).
bool has_no_sender(const std::string& what) {
    return what == "tick" || what == flush_barrier || what == "IPI irq_work";
}

} // namespace

bool Consequences::goes_on(const Left& left, const Interruption& interruption, const TasksThatRan& tasks) {
    const std::vector<Origin>& origins = interruption.origins;
    const bool sent_elsewhere = std::any_of(
        origins.begin(), origins.end(), [&](const Origin& origin) { return origin.cpu != interruption.cpu; });
    if (sent_elsewhere)
        return false;
    if (left.unfinished && tasks.pids == std::set<int>{*left.unfinished})
        return true;
    const bool sent_here = !origins.empty();
    return (sent_here || left.announced || has_no_sender(interruption.cause.what)) &&
           interruption.at - left.last <= longest_tick_step;
}

void Consequences::place(Interruption& interruption, const TasksThatRan& tasks) {
    const std::chrono::nanoseconds end = interruption.at + interruption.length;
    const auto found = left_.find(interruption.cpu);
    if (found != left_.end() && goes_on(found->second, interruption, tasks)) {
        Left& left = found->second;
        interruption.follows = left.first.number;
        interruption.drain_caused = interruption.drain_caused || left.first.drain_caused;
        const std::string what = interruption.cause.what + " after " + left.first.cause.what;
        interruption.cause = left.first.cause;
        interruption.cause.what = what;
        interruption.origins.insert(interruption.origins.begin(), left.first.origins.begin(),
                                    left.first.origins.end());
        left.last = end;
        if (!tasks.pids.empty()) {
            left.unfinished = tasks.unfinished;
            left.announced = false;
        }
    } else if (needs_tick(interruption.steps)) {
        left_.insert_or_assign(interruption.cpu,
                               Left{interruption, end, tasks.unfinished, tasks.pids.empty()});
    } else {
        left_.erase(interruption.cpu);
    }
}

} // namespace cloister
