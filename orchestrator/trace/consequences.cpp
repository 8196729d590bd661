// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/consequences.hpp"

#include <algorithm>

namespace cloister {
namespace {

// Ticks come every 1 to 10 ms; under TCG the host may hold a vCPU up for some of its own time slices.
constexpr std::chrono::milliseconds longest_tick_step{100};

// A second runnable task, or an IPI that announces it: a reschedule, a kick (irq_work or a call).
bool needs_tick(const std::vector<SeenStep>& steps) {
    return std::any_of(steps.begin(), steps.end(), [](const SeenStep& step) {
        return step.kind == StepKind::task || step.kind == StepKind::ipi;
    });
}

// A tick, or something that nobody else can have sent: a flush's barrier, and the vector irq_work (another
// CPU's irq_work comes as a call; irq_work_queue()).
bool has_no_sender(Name what) {
    return what == "tick" || what == flush_barrier || what == "IPI irq_work";
}

std::shared_ptr<const FirstInterruption> first_of(const SeenInterruption& interruption) {
    return std::make_shared<const FirstInterruption>(FirstInterruption{
        interruption.number, interruption.drain_caused, interruption.cause, interruption.origins});
}

} // namespace

// A clock that interrupts for a timer is read after it has expired.
Consequences::First Consequences::timer_set_by(const SeenInterruption& interruption) const {
    const auto timers = timers_.find(interruption.cpu);
    if (interruption.cause.what != "tick" || timers == timers_.end())
        return nullptr;
    const auto due = std::find_if(timers->second.begin(), timers->second.end(),
                                  [&](const auto& timer) { return timer.second.expires <= interruption.at; });
    return due == timers->second.end() ? nullptr : due->second.set_by;
}

void Consequences::note_timers(const SeenInterruption& interruption, const Circumstances& circumstances,
                               const First& first) {
    std::map<std::uint64_t, Timer>& timers = timers_[interruption.cpu];
    std::erase_if(timers, [&](const auto& timer) { return timer.second.expires <= interruption.at; });
    for (const auto& [timer, expires] : circumstances.timers)
        timers.insert_or_assign(timer, Timer{expires, first});
}

Consequences::First Consequences::followed(const SeenInterruption& interruption,
                                           const Circumstances& circumstances) const {
    const std::vector<SeenOrigin>& origins = interruption.origins;
    const bool sent_elsewhere = std::any_of(origins.begin(), origins.end(), [&](const SeenOrigin& origin) {
        return origin.group->first.cpu != interruption.cpu;
    });
    if (sent_elsewhere || circumstances.own)
        return nullptr;
    const std::set<int>& tasks = circumstances.tasks;
    if (!tasks.empty() &&
        std::all_of(tasks.begin(), tasks.end(), [&](int pid) { return unfinished_.contains(pid); }))
        return unfinished_.at(*tasks.begin());
    if (First set_by = timer_set_by(interruption))
        return set_by;
    const auto found = left_.find(interruption.cpu);
    if (found == left_.end())
        return nullptr;
    const Left& left = found->second;
    const bool sent_here = !origins.empty();
    const bool soon = interruption.at - left.last <= longest_tick_step;
    return (sent_here || left.announced || has_no_sender(interruption.cause.what)) &&
                   (soon || circumstances.tick_goes_on)
               ? left.first
               : nullptr;
}

void Consequences::place(SeenInterruption& interruption, const Circumstances& circumstances) {
    const auto before = left_.find(interruption.cpu);
    const bool ran = !circumstances.tasks.empty();
    bool announced = !ran && !circumstances.own;
    First first = followed(interruption, circumstances);
    if (first) {
        announced = !ran && before != left_.end() && before->second.announced;
        interruption.follows = first;
        interruption.drain_caused = interruption.drain_caused || first->drain_caused;
        const Name what(interruption.cause.what.text() + " after " + first->cause.what.text());
        interruption.cause = first->cause;
        interruption.cause.what = what;
        interruption.origins.insert(interruption.origins.begin(), first->origins.begin(),
                                    first->origins.end());
    } else {
        first = first_of(interruption);
    }
    for (const int pid : circumstances.tasks)
        unfinished_.erase(pid);
    for (const int pid : circumstances.unfinished)
        unfinished_.insert_or_assign(pid, first);
    note_timers(interruption, circumstances, first);
    if (interruption.follows || needs_tick(interruption.steps))
        left_.insert_or_assign(interruption.cpu,
                               Left{first, interruption.at + interruption.length, announced});
    else
        left_.erase(interruption.cpu);
}

} // namespace cloister
