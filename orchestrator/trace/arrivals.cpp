// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/arrivals.hpp"

#include "orchestrator/trace/pending_sends.hpp"

namespace cloister {
namespace {

using std::chrono::nanoseconds;

// Ticks come every 1 to 10 ms; under TCG the host may hold a vCPU up for some of its own time slices.
constexpr std::chrono::milliseconds longest_tick_step{100};

class Reader {
  public:
    Reader(const Trace& trace, const TrialSpec& spec, const Measurement& measurement)
        : events_(trace.events), spec_(spec), measurement_(measurement), pending_(events_) {}

    void read(std::size_t index);
    Arrivals take() { return std::move(arrivals_); }

  private:
    struct Cpu {
        std::optional<std::size_t> away;    // index of the switch away from the subject
        bool drained = false;               // the last work item that ran here was a drain's
        std::optional<int> unfinished;      // the drain's kworker, preempted before it could sleep
        std::optional<nanoseconds> ticking; // last step of a chain that a drain's kick began
    };

    void arrive(const TraceEvent& event, ArrivalKind kind, const std::string& name, bool drain_caused);
    void ipi(const TraceEvent& event);
    void work(const TraceEvent& event);
    void task_switch(const TraceEvent& event);
    void tick(const TraceEvent& event);
    void lock_contended(const TraceEvent& event);
    void end(const TraceEvent& event, ArrivalKind kind);
    // A drain among them makes it a drain's.
    Sender sender_among(const std::vector<std::size_t>& sends) const;
    bool inside(nanoseconds at) const {
        return at >= measurement_.window_opened && at <= measurement_.window_closed;
    }

    const std::vector<TraceEvent>& events_;
    const TrialSpec& spec_;
    const Measurement& measurement_;
    PendingSends pending_;
    std::map<CpuId, Cpu> cpus_;
    Arrivals arrivals_;
};

void Reader::arrive(const TraceEvent& event, ArrivalKind kind, const std::string& name, bool drain_caused) {
    if (inside(event.at))
        arrivals_.all.push_back({event.cpu, kind, event.at, nanoseconds(0), name, drain_caused});
}

void Reader::ipi(const TraceEvent& event) {
    const Sender sender = sender_among(pending_.received_ipi(event));
    if (sender == Sender::unknown && inside(event.at))
        ++arrivals_.without_known_sender;
    if (sender == Sender::drain)
        cpus_[event.cpu].ticking = event.at;
    arrive(event, ArrivalKind::ipi, event.name, sender == Sender::drain);
}

void Reader::work(const TraceEvent& event) {
    const bool drain = is_drain_function(event.name);
    const std::optional<std::size_t> queued = pending_.started_work(event);
    const Sender sender = queued ? sender_of(events_[*queued]) : Sender::unknown;
    if (drain && sender == Sender::unknown && inside(event.at))
        ++arrivals_.without_known_sender;
    Cpu& cpu = cpus_[event.cpu];
    // flush_work() queues its barrier behind the item it waits for, without an event of its own.
    const bool waits_for_drain = event.name == "wq_barrier_func" && cpu.drained;
    cpu.drained = (drain && sender == Sender::drain) || waits_for_drain;
    if (cpu.drained && cpu.away)
        arrivals_.all[*cpu.away].drain_caused = true;
    if (drain)
        arrive(event, ArrivalKind::drain_work, event.name, sender == Sender::drain);
}

void Reader::task_switch(const TraceEvent& event) {
    Cpu& cpu = cpus_[event.cpu];
    if (event.name == spec_.subject) {
        cpu.away.reset();
        if (cpu.drained && event.preempted)
            cpu.unfinished = event.pid;
        return;
    }
    const bool goes_on = cpu.unfinished == event.next_pid;
    if (goes_on)
        cpu.unfinished.reset();
    const std::size_t before = arrivals_.all.size();
    arrive(event, ArrivalKind::task_switch, event.name, goes_on);
    if (arrivals_.all.size() > before)
        cpu.away = before;
}

void Reader::tick(const TraceEvent& event) {
    Cpu& cpu = cpus_[event.cpu];
    const bool follows = cpu.ticking && event.at - *cpu.ticking <= longest_tick_step;
    if (follows)
        cpu.ticking = event.at;
    arrive(event, ArrivalKind::tick, "local_timer", follows);
}

void Reader::lock_contended(const TraceEvent& event) {
    if (const CacheLock* lock = lock_at(measurement_.locks, event.object))
        arrive(event, ArrivalKind::lock_contention, full_name(*lock), false);
}

// The length of the last arrival of this kind on this CPU, which is still open.
void Reader::end(const TraceEvent& event, ArrivalKind kind) {
    for (auto arrival = arrivals_.all.rbegin(); arrival != arrivals_.all.rend(); ++arrival)
        if (arrival->cpu == event.cpu && arrival->kind == kind) {
            if (arrival->length == nanoseconds(0))
                arrival->length = event.at - arrival->at;
            return;
        }
}

Sender Reader::sender_among(const std::vector<std::size_t>& sends) const {
    Sender found = Sender::unknown;
    for (const std::size_t sent : sends)
        if (const Sender sender = sender_of(events_[sent]);
            sender == Sender::drain || found == Sender::unknown)
            found = sender;
    return found;
}

void Reader::read(std::size_t index) {
    const TraceEvent& event = events_[index];
    pending_.sent(index);
    if (!spec_.isolated.contains(event.cpu))
        return;
    switch (event.kind) {
    case EventKind::ipi_received:
        return ipi(event);
    case EventKind::ipi_done:
        return end(event, ArrivalKind::ipi);
    case EventKind::work_started:
        return work(event);
    case EventKind::work_ended:
        if (is_drain_function(event.name))
            end(event, ArrivalKind::drain_work);
        return;
    case EventKind::task_switch:
        return task_switch(event);
    case EventKind::timer_entry:
        return tick(event);
    case EventKind::timer_exit:
        return end(event, ArrivalKind::tick);
    case EventKind::softirq_entry:
        return arrive(event, ArrivalKind::softirq, event.name, false);
    case EventKind::softirq_exit:
        return end(event, ArrivalKind::softirq);
    case EventKind::irq_entry:
        return arrive(event, ArrivalKind::device_irq, event.name, false);
    case EventKind::irq_exit:
        return end(event, ArrivalKind::device_irq);
    case EventKind::lock_contended:
        return lock_contended(event);
    case EventKind::ipi_sent:
    case EventKind::csd_queued:
    case EventKind::csd_started:
    case EventKind::csd_ended:
    case EventKind::work_queued:
    case EventKind::marker:
    case EventKind::other:
        return;
    }
}

} // namespace

bool is_drain_function(const std::string& function) {
    return function == "lru_add_drain_per_cpu" || function == "drain_local_pages_wq";
}

Arrivals arrivals_in(const Trace& trace, const TrialSpec& spec, const Measurement& measurement) {
    Reader reader(trace, spec, measurement);
    for (std::size_t index = 0; index < trace.events.size(); ++index)
        reader.read(index);
    return reader.take();
}

} // namespace cloister
