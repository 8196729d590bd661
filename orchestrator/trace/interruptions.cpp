// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/interruptions.hpp"

#include <algorithm>

namespace cloister {

using std::chrono::nanoseconds;

namespace {

void add(std::vector<SharedGroup>& groups, const SharedGroup& group) {
    const auto place =
        std::lower_bound(groups.begin(), groups.end(), group,
                         [](const SharedGroup& a, const SharedGroup& b) { return a->number < b->number; });
    if (place == groups.end() || *place != group)
        groups.insert(place, group);
}

// "kworker/2:1" of any CPU are the same.
Name without_number(Name task) {
    for (const std::string_view family : {"kworker/", "migration/", "ksoftirqd/", "cpuhp/"})
        if (task.starts_with(family))
            return family.substr(0, family.size() - 1);
    return task;
}

// What the CPU had to do, the most telling first: a work item, a called function, a task, and else what came.
Name what_of(const std::vector<SeenStep>& steps) {
    for (const StepKind kind : {StepKind::work, StepKind::function, StepKind::task, StepKind::device_irq,
                                StepKind::ipi, StepKind::tick, StepKind::softirq})
        for (const SeenStep& step : steps)
            if (step.kind == kind && step.name != flush_barrier)
                return kind == StepKind::ipi       ? Name("IPI " + step.name.text())
                       : kind == StepKind::tick    ? Name("tick")
                       : kind == StepKind::softirq ? Name("softirq " + step.name.text())
                                                   : without_number(step.name);
    return flush_barrier;
}

void name_cause(const std::vector<SharedGroup>& groups, SeenInterruption& interruption) {
    const SendGroup* chosen = nullptr;
    for (const SharedGroup& group : groups) {
        interruption.origins.push_back({group, group->sends.size()});
        interruption.drain_caused = interruption.drain_caused || group->is_drain();
        // Of several the first drain is what is looked for.
        if (chosen == nullptr || (group->is_drain() && !chosen->is_drain()))
            chosen = group.get();
    }
    interruption.cause.what = what_of(interruption.steps);
    if (chosen == nullptr)
        return;
    interruption.cause.by = chosen->sender().asked_by();
    interruption.cause.context = chosen->sender().context;
    interruption.cause.task = without_number(chosen->first.task);
}

} // namespace

InterruptionReader::InterruptionReader(const CpuSet& isolated, SubjectTasks subject, Ended ended)
    : isolated_(isolated), subject_(std::move(subject)), ended_(std::move(ended)), pending_(isolated_) {}

// A drain among the senders makes the step a drain's.
void InterruptionReader::enter(Open& open, const TraceEvent& event, StepKind kind,
                               const std::vector<PendingSend>& sends) {
    Sender sender = Sender::unknown;
    for (const PendingSend& sent : sends) {
        add(open.groups, sent.group);
        if (sent.sender == Sender::drain || sender == Sender::unknown)
            sender = sent.sender;
    }
    open.interruption.steps.push_back({kind, event.name, event.at, nanoseconds(0), sender});
}

// An interrupt: the beginning of an interruption, unless it finds one, or is another IPI of the same sender.
void InterruptionReader::arrive(const TraceEvent& event, StepKind kind,
                                const std::vector<PendingSend>& sends) {
    const auto found = open_.find(event.cpu);
    if (found != open_.end() && !found->second.busy()) {
        const bool same_origin = std::any_of(sends.begin(), sends.end(), [&](const PendingSend& sent) {
            const std::vector<SharedGroup>& groups = found->second.groups;
            return std::find(groups.begin(), groups.end(), sent.group) != groups.end();
        });
        if (!same_origin)
            close(event.cpu);
    }
    run(event, kind, sends);
}

// The CPU's interruption; a new one where nothing has arrived since the subject was left alone.
InterruptionReader::Open& InterruptionReader::current(const TraceEvent& event) {
    const auto [found, fresh] = open_.try_emplace(event.cpu);
    if (fresh) {
        found->second.interruption.cpu = event.cpu;
        found->second.interruption.at = event.at;
        found->second.circumstances.tick_goes_on = with_tick_.contains(event.cpu);
    }
    return found->second;
}

// Until its end is seen.
void InterruptionReader::run(const TraceEvent& event, StepKind kind, const std::vector<PendingSend>& sends) {
    Open& open = current(event);
    if (kind == StepKind::tick && subject_.own() && !open.own_timer)
        open.own_timer = own_timers_.due(event.cpu, event.at); // now: the program may set it anew
    open.running.push_back(open.interruption.steps.size());
    enter(open, event, kind, sends);
}

// Interrupts nest: what ends is the innermost of its kind.
void InterruptionReader::leave(const TraceEvent& event, StepKind kind) {
    const auto found = open_.find(event.cpu);
    if (found == open_.end())
        return;
    Open& open = found->second;
    for (auto step = open.running.rbegin(); step != open.running.rend(); ++step) {
        if (open.interruption.steps[*step].kind != kind)
            continue;
        const auto place = std::next(step).base();
        const auto last = kind == StepKind::ipi ? open.running.end() : place + 1; // with all that it called
        std::for_each(place, last, [&](std::size_t each) {
            open.interruption.steps[each].length = event.at - open.interruption.steps[each].at;
        });
        open.interruption.length = event.at - open.interruption.at;
        open.running.erase(place, last);
        return;
    }
}

// Another CPU, on which its timer went off, sends a sleeping program's CPU an IPI to wake it: not another's
// doing.
void InterruptionReader::fall_asleep_or_wake(const TraceEvent& event) {
    if (const auto found = open_.find(event.cpu); found != open_.end() && event.pid == 0)
        found->second.wakes = event.name;
    close(event.cpu);
}

// Outside of an interruption the program did it; the tick's own timer may also be what an interruption left.
void InterruptionReader::set_timer(const TraceEvent& event) {
    const auto found = open_.find(event.cpu);
    const bool of_tick = event.name.starts_with("tick_");
    if (found != open_.end() && (found->second.busy() || of_tick || !subject_.own()))
        found->second.circumstances.timers[event.object] = event.expires;
    else if (subject_.own())
        own_timers_.set(event);
}

bool InterruptionReader::in_ipi(CpuId cpu) const {
    const auto found = open_.find(cpu);
    return found != open_.end() &&
           std::any_of(found->second.running.begin(), found->second.running.end(), [&](std::size_t step) {
               return found->second.interruption.steps[step].kind == StepKind::ipi;
           });
}

void InterruptionReader::task_switch(const TraceEvent& event) {
    // A program goes to sleep, or wakes up.
    if (subject_.own() && subject_.contains(event.task) && subject_.contains(event.name))
        return fall_asleep_or_wake(event);
    Open& open = current(event);
    if (open.task) {
        SeenStep& left = open.interruption.steps[*open.task];
        left.length = event.at - left.at;
    }
    open.task.reset();
    open.interruption.length = event.at - open.interruption.at;
    open.away = !subject_.contains(event.name);
    std::set<int>& unfinished = open.circumstances.unfinished;
    if (event.preempted && !subject_.contains(event.task) &&
        event.pid != 0) // the idle task is always runnable
        unfinished.insert(event.pid);
    else
        unfinished.erase(event.pid);
    if (!open.away)
        return;
    open.circumstances.tasks.insert(event.next_pid);
    open.task = open.interruption.steps.size();
    enter(open, event, StepKind::task, pending_.started_task(event));
}

// Of the program that is interrupted: what its own timers bring, and what wakes it.
void InterruptionReader::name_own_cause(Open& open) {
    SeenCause& cause = open.interruption.cause;
    if (!open.wakes.empty() && (cause.what == "sched_ttwu_pending" || cause.what == "IPI reschedule")) {
        cause.what = wake_up_of + open.wakes.text();
        open.circumstances.own = true;
    }
    if (cause.what == "tick" && open.own_timer) {
        cause = {"tick", open.own_timer->function, "own timer", open.own_timer->task};
        open.circumstances.own = true;
    }
}

void InterruptionReader::close(CpuId cpu) {
    const auto found = open_.extract(cpu);
    if (!found)
        return;
    Open& open = found.mapped();
    SeenInterruption& interruption = open.interruption;
    if (interruption.steps.empty())
        return;
    name_cause(open.groups, interruption);
    name_own_cause(open);
    interruption.number = ++number_;
    consequences_.place(interruption, open.circumstances);
    ended_(interruption);
}

void InterruptionReader::take(const TraceEvent& event) {
    pending_.sent(event, origins_.sent(event));
    if (!isolated_.contains(event.cpu))
        return;
    switch (event.kind) {
    case EventKind::ipi_received:
        return arrive(event, StepKind::ipi, pending_.received_ipi(event));
    case EventKind::ipi_done:
        return leave(event, StepKind::ipi);
    case EventKind::timer_entry:
        return arrive(event, StepKind::tick, {});
    case EventKind::timer_exit:
        return leave(event, StepKind::tick);
    case EventKind::irq_entry:
        return arrive(event, StepKind::device_irq, {});
    case EventKind::irq_exit:
        return leave(event, StepKind::device_irq);
    case EventKind::softirq_entry:
        return run(event, StepKind::softirq, {});
    case EventKind::softirq_exit:
        return leave(event, StepKind::softirq);
    case EventKind::csd_started:
        if (event.object == 0 && !in_ipi(event.cpu))
            return; // called by its own CPU
        return run(event, StepKind::function, pending_.started_function(event));
    case EventKind::csd_ended:
        return leave(event, StepKind::function);
    case EventKind::work_started:
        return run(event, StepKind::work, pending_.started_work(event));
    case EventKind::work_ended:
        return leave(event, StepKind::work);
    case EventKind::task_switch:
        return task_switch(event);
    case EventKind::tick_kept:
        with_tick_.insert(event.cpu);
        return;
    case EventKind::tick_stopped:
        with_tick_.erase(event.cpu);
        return;
    case EventKind::timer_set:
        return set_timer(event);
    case EventKind::task_woken:
        if (const auto found = open_.find(event.cpu); found != open_.end() && subject_.contains(event.name))
            found->second.wakes = event.name;
        return;
    case EventKind::ipi_sent:
    case EventKind::csd_queued:
    case EventKind::work_queued:
    case EventKind::lock_contended:
    case EventKind::marker:
    case EventKind::other:
        return;
    }
}

void InterruptionReader::finish() {
    for (const CpuId cpu : isolated_)
        close(cpu);
}

} // namespace cloister
