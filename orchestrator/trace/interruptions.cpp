// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/interruptions.hpp"

#include "orchestrator/trace/origins.hpp"
#include "orchestrator/trace/pending_sends.hpp"
#include "orchestrator/trace/sender_stack.hpp"

#include <algorithm>
#include <set>

namespace cloister {
namespace {

using std::chrono::nanoseconds;

// Ticks come every 1 to 10 ms; under TCG the host may hold a vCPU up for some of its own time slices.
constexpr std::chrono::milliseconds longest_tick_step{100};

// By which flush_work() waits for the item before; queued without an event of its own.
constexpr const char* barrier = "wq_barrier_func";

// Another CPU's comes as a call: this vector is raised by the CPU itself, without an event
// (irq_work_queue()).
constexpr const char* own_irq_work = "IPI irq_work";

struct Open {
    Interruption interruption;
    std::vector<Sender> senders;      // of its steps
    std::set<std::size_t> groups;     // of its origins
    std::vector<std::size_t> running; // steps that have not ended, innermost last
    bool away = false;                // from the subject
    std::optional<std::size_t> task;  // the step of the task that runs instead
    std::set<int> pids;               // of tasks that ran
    std::optional<int> unfinished;    // the one that the subject preempted

    bool busy() const { return away || !running.empty(); }
};

class Reader {
  public:
    Reader(const Trace& trace, const TrialSpec& spec)
        : events_(trace.events), spec_(spec), pending_(events_), origins_(events_) {}

    void read(std::size_t index);
    std::vector<SeenInterruption> finish();

  private:
    // How a CPU's last interruption goes on: in the ticks that it restarted, and in a task that was preempted
    // by the subject before it could sleep.
    struct Chain {
        std::size_t interruption; // its place among those that are done
        nanoseconds last;
        std::optional<int> unfinished;
        bool announced; // a task by an IPI, and it did not run yet: the next tick may bring it
    };

    // sends: what it answers, by place in the trace.
    void arrive(const TraceEvent& event, StepKind kind, const std::vector<std::size_t>& sends);
    void enter(Open& open, const TraceEvent& event, StepKind kind, const std::vector<std::size_t>& sends);
    void leave(const TraceEvent& event, StepKind kind);
    void run_inside(const TraceEvent& event, StepKind kind, std::optional<std::size_t> sent);
    void run(Open& open, const TraceEvent& event, StepKind kind, const std::vector<std::size_t>& sends);
    void task_switch(const TraceEvent& event);
    Open& current(const TraceEvent& event);
    void close(CpuId cpu);
    void name_cause(Open& open) const;
    void follow(CpuId cpu, Open& open);
    bool goes_on(const Chain& chain, const Open& open) const;

    const std::vector<TraceEvent>& events_;
    const TrialSpec& spec_;
    PendingSends pending_;
    Origins origins_;
    std::map<CpuId, Open> open_;
    std::map<CpuId, Chain> chains_;
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
    run(current(event), event, kind, sends);
}

// The CPU's interruption; a new one where nothing has arrived since the subject was left alone.
Open& Reader::current(const TraceEvent& event) {
    const auto [found, fresh] = open_.try_emplace(event.cpu);
    if (fresh) {
        found->second.interruption.cpu = event.cpu;
        found->second.interruption.at = event.at;
    }
    return found->second;
}

void Reader::run_inside(const TraceEvent& event, StepKind kind, std::optional<std::size_t> sent) {
    run(current(event), event, kind, sent ? std::vector{*sent} : std::vector<std::size_t>{});
}

// Until its end is seen.
void Reader::run(Open& open, const TraceEvent& event, StepKind kind, const std::vector<std::size_t>& sends) {
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

void Reader::task_switch(const TraceEvent& event) {
    Open& open = current(event);
    if (open.task) {
        Step& left = open.interruption.steps[*open.task];
        left.length = event.at - left.at;
    }
    open.task.reset();
    open.interruption.length = event.at - open.interruption.at;
    open.away = event.name != spec_.subject;
    if (!open.away) {
        if (event.preempted)
            open.unfinished = event.pid;
        return;
    }
    open.pids.insert(event.next_pid);
    open.task = open.interruption.steps.size();
    const std::optional<std::size_t> woken = pending_.started_task(event);
    enter(open, event, StepKind::task, woken ? std::vector{*woken} : std::vector<std::size_t>{});
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
            if (step.kind == kind && step.name != barrier)
                return kind == StepKind::ipi       ? "IPI " + step.name
                       : kind == StepKind::tick    ? "tick"
                       : kind == StepKind::softirq ? "softirq " + step.name
                                                   : without_number(step.name);
    return barrier;
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
    interruption.cause.by = origin.stack.empty() ? "" : origin.stack.front();
    interruption.cause.context = origin.context;
    interruption.cause.task = without_number(origin.task);
}

// A second runnable task, or an IPI that announces it: a reschedule, a kick (irq_work or a call).
bool needs_tick(const std::vector<Step>& steps) {
    return std::any_of(steps.begin(), steps.end(), [](const Step& step) {
        return step.kind == StepKind::task || step.kind == StepKind::ipi;
    });
}

// Soon after one that needed it or after another such tick, a tick alone, the barrier of a flush, what this
// CPU sent itself, a task that was announced; or the rest of one that was preempted.
bool Reader::goes_on(const Chain& chain, const Open& open) const {
    const std::vector<Origin>& origins = open.interruption.origins;
    const CpuId here = open.interruption.cpu;
    if (std::any_of(origins.begin(), origins.end(), [&](const Origin& origin) { return origin.cpu != here; }))
        return false;
    if (chain.unfinished && open.pids == std::set<int>{*chain.unfinished})
        return true;
    const std::string& what = open.interruption.cause.what;
    return (what == "tick" || what == barrier || what == own_irq_work || !origins.empty() ||
            chain.announced) &&
           open.interruption.at - chain.last <= longest_tick_step;
}

void Reader::follow(CpuId cpu, Open& open) {
    Interruption& interruption = open.interruption;
    const auto chain = chains_.find(cpu);
    if (chain != chains_.end() && goes_on(chain->second, open)) {
        const Interruption& first = done_[chain->second.interruption].interruption;
        interruption.follows = first.number;
        interruption.drain_caused = first.drain_caused;
        const std::string what = interruption.cause.what;
        interruption.cause = first.cause;
        interruption.cause.what = what + " after " + first.cause.what;
        interruption.origins.insert(interruption.origins.begin(), first.origins.begin(), first.origins.end());
        chain->second.last = interruption.at + interruption.length;
        if (!open.pids.empty()) {
            chain->second.unfinished = open.unfinished;
            chain->second.announced = false;
        }
    } else if (needs_tick(interruption.steps)) {
        chains_[cpu] = {done_.size(), interruption.at + interruption.length, open.unfinished,
                        open.pids.empty()};
    } else {
        chains_.erase(cpu);
    }
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
    interruption.number = done_.size() + 1;
    follow(cpu, open);
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
        return run_inside(event, StepKind::softirq, std::nullopt);
    case EventKind::softirq_exit:
        return leave(event, StepKind::softirq);
    case EventKind::csd_started:
        return run_inside(event, StepKind::function, pending_.started_function(event));
    case EventKind::csd_ended:
        return leave(event, StepKind::function);
    case EventKind::work_started:
        return run_inside(event, StepKind::work, pending_.started_work(event));
    case EventKind::work_ended:
        return leave(event, StepKind::work);
    case EventKind::task_switch:
        return task_switch(event);
    case EventKind::ipi_sent:
    case EventKind::task_woken:
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

std::vector<SeenInterruption> interruptions_in(const Trace& trace, const TrialSpec& spec) {
    Reader reader(trace, spec);
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
