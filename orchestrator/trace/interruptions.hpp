// SPDX-License-Identifier: GPL-2.0-or-later
// Raw events → interruptions of isolated CPUs, each with what ran there and who sent it.
// Runs on: host. Pure. An interruption begins with an interrupt that finds the subject running, and lasts
// until nothing else runs there; a switch without an interrupt of its own belongs to the last one, for only
// an interrupt makes a task leave that never enters the kernel. The IPIs of one wake-up arrive one by one and
// are joined by their common origin. What an earlier interruption left behind is one of its own, and says
// which it follows (consequences.hpp). A program of the user's sleeps, wakes up and has timers of its own:
// that it goes and comes is no interruption, and what its timers bring is told as its own (own_timers.hpp).
#pragma once

#include "orchestrator/trace/consequences.hpp"
#include "orchestrator/trace/own_timers.hpp"
#include "orchestrator/trace/subject_tasks.hpp"

#include <functional>
#include <optional>

namespace cloister {

class InterruptionReader {
  public:
    // ended: told of each, those before the window included, as its CPU comes to rest. Of one CPU they come
    // by time.
    using Ended = std::function<void(const SeenInterruption&)>;

    InterruptionReader(const CpuSet& isolated, SubjectTasks subject, Ended ended);

    // By time.
    void take(const TraceEvent& event);
    void finish();

  private:
    struct Open {
        SeenInterruption interruption;
        std::vector<SharedGroup> groups;  // of its origins, by number
        std::vector<std::size_t> running; // steps that have not ended, innermost last
        bool away = false;                // from the subject
        std::optional<std::size_t> task;  // the step of the task that runs instead
        Circumstances circumstances;
        std::optional<OwnTimers::Reason> own_timer; // that it came for
        Name wakes;                                 // the program that slept; empty: it does not

        bool busy() const { return away || !running.empty(); }
    };

    // sends: what it answers.
    void arrive(const TraceEvent& event, StepKind kind, const std::vector<PendingSend>& sends);
    void enter(Open& open, const TraceEvent& event, StepKind kind, const std::vector<PendingSend>& sends);
    void leave(const TraceEvent& event, StepKind kind);
    bool in_ipi(CpuId cpu) const;
    void run(const TraceEvent& event, StepKind kind, const std::vector<PendingSend>& sends);
    void task_switch(const TraceEvent& event);
    Open& current(const TraceEvent& event);
    void fall_asleep_or_wake(const TraceEvent& event);
    void set_timer(const TraceEvent& event);
    void close(CpuId cpu);
    static void name_own_cause(Open& open);

    CpuSet isolated_;
    SubjectTasks subject_;
    Ended ended_;
    Origins origins_;
    PendingSends pending_;
    std::map<CpuId, Open> open_;
    std::set<CpuId> with_tick_; // that something needs
    Consequences consequences_;
    OwnTimers own_timers_;
    std::uint64_t number_ = 0;
};

} // namespace cloister
