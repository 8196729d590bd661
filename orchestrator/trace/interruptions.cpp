// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/interruptions.hpp"

#include "orchestrator/trace/consequences.hpp"
#include "orchestrator/trace/origins.hpp"
#include "orchestrator/trace/own_timers.hpp"
#include "orchestrator/trace/pending_sends.hpp"

#include <algorithm>
#include <set>

namespace cloister {
namespace {

using std::chrono::nanoseconds;

struct Open {
    Interruption interruption;
    std::vector<Sender> senders;      // of its steps
    std::set<std::size_t> groups;     // of its origins
    std::vector<std::size_t> running; // steps that have not ended, innermost last
    bool away = false;                // from the subject
    std::optional<std::size_t> task;  // the step of the task that runs instead
    Circumstances circumstances;
    std::optional<OwnTimers::Reason> own_timer; // that it came for
    std::string wakes;                          // the program that slept; empty: it does not

    bool busy() const { return away || !running.empty(); }
};

class Reader {
  public:
    Reader(const Trace& trace, const TrialSpec& spec, const SubjectTasks& subject)
        : events_(trace.events), spec_(spec), subject_(subject), pending_(events_), origins_(events_) {}

    void read(std::size_t index);
    std::vector<SeenInterruption> finish();

  private:
    // sends: what it answers, by place in the trace.
    void arrive(const TraceEvent& event, StepKind kind, const std::vector<std::size_t>& sends);
    void enter(Open& open, const TraceEvent& event, StepKind kind, const std::vector<std::size_t>& sends);
    void leave(const TraceEvent& event, StepKind kind);
    void run(const TraceEvent& event, StepKind kind, const std::vector<std::size_t>& sends);
    void task_switch(const TraceEvent& event);
    Open& current(const TraceEvent& event);
    void fall_asleep_or_wake(const TraceEvent& event);
    void set_timer(const TraceEvent& event);
    void close(CpuId cpu);
    void name_own_cause(Open& open);
    void name_cause(Open& open) const;

    const std::vector<TraceEvent>& events_;
    const TrialSpec& spec_;
    const SubjectTasks& subject_;
    PendingSends pending_;
    Origins origins_;
    std::map<CpuId, Open> open_;
    std::set<CpuId> with_tick_; // that something needs
    Consequences consequences_;
    OwnTimers own_timers_;
    std::vector<SeenInterruption> done_;
};

// A drain among the senders makes the step a drain's.
void Reader::enter(Open& open, const TraceEvent& event, StepKind kind,
                   const std::vector<std::size_t>& sends) {
    Sender sender = Sender::unknown;
    for (const std::size_t sent : sends) {
        open.groups.insert(origins_.group_of(sent));
        if (const Sender each = sender_of(events_[sent]); each == Sender::drain || sender == Sender::unknown)
            sender = each;
    }
    open.interruption.steps.push_back({kind, event.name, event.at, nanoseconds(0)});
    open.senders.push_back(sender);
}

// An interrupt: the beginning of an interruption, unless it finds one, or is another IPI of the same sender.
void Reader::arrive(const TraceEvent& event, StepKind kind, const std::vector<std::size_t>& sends) {
    const auto found = open_.find(event.cpu);
    if (found != open_.end() && !found->second.busy()) {
        const bool same_origin = std::any_of(sends.begin(), sends.end(), [&](std::size_t sent) {
            return found->second.groups.contains(origins_.group_of(sent));
        });
        if (!same_origin)
            close(event.cpu);
    }
    run(event, kind, sends);
}

// The CPU's interruption; a new one where nothing has arrived since the subject was left alone.
Open& Reader::current(const TraceEvent& event) {
    const auto [found, fresh] = open_.try_emplace(event.cpu);
    if (fresh) {
        found->second.interruption.cpu = event.cpu;
        found->second.interruption.at = event.at;
        found->second.circumstances.tick_goes_on = with_tick_.contains(event.cpu);
    }
    return found->second;
}

// Until its end is seen.
void Reader::run(const TraceEvent& event, StepKind kind, const std::vector<std::size_t>& sends) {
    Open& open = current(event);
    if (kind == StepKind::tick && subject_.own() && !open.own_timer)
        open.own_timer = own_timers_.due(event.cpu, event.at); // now: the program may set it anew
    open.running.push_back(open.interruption.steps.size());
    enter(open, event, kind, sends);
}

// Interrupts nest: what ends is the innermost of its kind.
void Reader::leave(const TraceEvent& event, StepKind kind) {
    const auto found = open_.find(event.cpu);
    if (found == open_.end())
        return;
    Open& open = found->second;
    for (auto step = open.running.rbegin(); step != open.running.rend(); ++step) {
        Step& ended = open.interruption.steps[*step];
        if (ended.kind != kind)
            continue;
        ended.length = event.at - ended.at;
        open.interruption.length = event.at - open.interruption.at;
        open.running.erase(std::next(step).base());
        return;
    }
}

// Another CPU, on which its timer went off, sends a sleeping program's CPU an IPI to wake it: not another's
// doing.
void Reader::fall_asleep_or_wake(const TraceEvent& event) {
    if (const auto found = open_.find(event.cpu); found != open_.end() && event.pid == 0)
        found->second.wakes = event.name;
    close(event.cpu);
}

void Reader::task_switch(const TraceEvent& event) {
    // A program goes to sleep, or wakes up.
    if (subject_.own() && subject_.contains(event.task) && subject_.contains(event.name))
        return fall_asleep_or_wake(event);
    Open& open = current(event);
    if (open.task) {
        Step& left = open.interruption.steps[*open.task];
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

// "kworker/2:1" of any CPU are the same.
std::string without_number(const std::string& task) {
    for (const char* family : {"kworker/", "migration/", "ksoftirqd/", "cpuhp/"})
        if (task.starts_with(family))
            return task.substr(0, std::string(family).size() - 1);
    return task;
}

// What the CPU had to do, the most telling first: a work item, a called function, a task, and else what came.
std::string what_of(const std::vector<Step>& steps) {
    for (const StepKind kind : {StepKind::work, StepKind::function, StepKind::task, StepKind::device_irq,
                                StepKind::ipi, StepKind::tick, StepKind::softirq})
        for (const Step& step : steps)
            if (step.kind == kind && step.name != flush_barrier)
                return kind == StepKind::ipi       ? "IPI " + step.name
                       : kind == StepKind::tick    ? "tick"
                       : kind == StepKind::softirq ? "softirq " + step.name
                                                   : without_number(step.name);
    return flush_barrier;
}

void Reader::name_cause(Open& open) const {
    Interruption& interruption = open.interruption;
    for (const std::size_t group : open.groups) {
        interruption.origins.push_back(origins_.of(group));
        interruption.drain_caused = interruption.drain_caused || origins_.is_drain(group);
    }
    interruption.cause.what = what_of(interruption.steps);
    if (interruption.origins.empty())
        return;
    // Of several the drain is what is looked for.
    auto chosen = open.groups.begin();
    const auto drain = std::find_if(open.groups.begin(), open.groups.end(),
                                    [&](std::size_t group) { return origins_.is_drain(group); });
    if (drain != open.groups.end())
        chosen = drain;
    const Origin& origin =
        interruption.origins[static_cast<std::size_t>(std::distance(open.groups.begin(), chosen))];
    interruption.cause.by = origin.asked_by();
    interruption.cause.context = origin.context;
    interruption.cause.task = without_number(origin.task);
}

// Of the program that is interrupted: what its own timers bring, and what wakes it.
void Reader::name_own_cause(Open& open) {
    Interruption& interruption = open.interruption;
    const std::string& what = interruption.cause.what;
    if (!open.wakes.empty() && (what == "sched_ttwu_pending" || what == "IPI reschedule")) {
        interruption.cause.what = wake_up_of + open.wakes;
        open.circumstances.own = true;
    }
    if (what == "tick" && open.own_timer) {
        interruption.cause = {"tick", open.own_timer->function, "own timer", open.own_timer->task};
        open.circumstances.own = true;
    }
}

// Outside of an interruption the program did it; the tick's own timer may also be what an interruption left.
void Reader::set_timer(const TraceEvent& event) {
    const auto found = open_.find(event.cpu);
    const bool of_tick = event.name.starts_with("tick_");
    if (found != open_.end() && (found->second.busy() || of_tick || !subject_.own()))
        found->second.circumstances.timers[event.object] = event.expires;
    else if (subject_.own())
        own_timers_.set(event);
}

void Reader::close(CpuId cpu) {
    const auto found = open_.extract(cpu);
    if (!found)
        return;
    Open& open = found.mapped();
    Interruption& interruption = open.interruption;
    if (interruption.steps.empty())
        return;
    name_cause(open);
    name_own_cause(open);
    interruption.number = done_.size() + 1;
    consequences_.place(interruption, open.circumstances);
    done_.push_back({std::move(interruption), std::move(open.senders)});
}

void Reader::read(std::size_t index) {
    const TraceEvent& event = events_[index];
    pending_.sent(index);
    origins_.sent(index);
    if (!spec_.isolated.contains(event.cpu))
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

std::vector<SeenInterruption> Reader::finish() {
    for (const CpuId cpu : spec_.isolated)
        close(cpu);
    return std::move(done_);
}

} // namespace

std::vector<SeenInterruption> interruptions_in(const Trace& trace, const TrialSpec& spec,
                                               const SubjectTasks& subject) {
    Reader reader(trace, spec, subject);
    for (std::size_t index = 0; index < trace.events.size(); ++index)
        reader.read(index);
    return reader.finish();
}

std::vector<Interruption> in_window(const std::vector<SeenInterruption>& seen,
                                    const Measurement& measurement) {
    std::vector<Interruption> chosen;
    for (const SeenInterruption& each : seen)
        if (each.interruption.at >= measurement.window_opened &&
            each.interruption.at <= measurement.window_closed)
            chosen.push_back(each.interruption);
    std::sort(chosen.begin(), chosen.end(),
              [](const Interruption& a, const Interruption& b) { return a.at < b.at; });
    std::map<std::uint64_t, std::uint64_t> numbers; // over all the trace → in the window
    for (const Interruption& each : chosen)
        numbers.emplace(each.number, numbers.size() + 1);
    for (Interruption& each : chosen) {
        each.number = numbers.at(each.number);
        if (each.follows) {
            const auto first = numbers.find(*each.follows);
            each.follows =
                first == numbers.end() ? std::nullopt : std::optional<std::uint64_t>(first->second);
        }
    }
    return chosen;
}

} // namespace cloister
