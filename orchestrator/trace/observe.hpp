// SPDX-License-Identifier: GPL-2.0-or-later
// Decoded events and the agent's measurement → what the window shows. Never needs a machine.
// Runs on: host. Pure.
#pragma once

#include "orchestrator/trace/arrivals.hpp"
#include "orchestrator/trace/contentions.hpp"
#include "orchestrator/trace/interruptions.hpp"
#include "orchestrator/trace/kernel_counters.hpp"

namespace cloister {

enum class Keep { counts, interruptions };

class TraceObserver : public TraceReader {
  public:
    // spec, measurement: outlive it. host: what it did to the isolated vCPUs, where it was watched.
    TraceObserver(const TrialSpec& spec, const Measurement& measurement, const NextGap& next_gap, Keep keep,
                  const HostView& host = {});
    TraceObserver(const TraceObserver&) = delete; // its readers know where it is
    TraceObserver& operator=(const TraceObserver&) = delete;

    void take(const TraceEvent& event) override;
    void take(const LostEvents& lost) override;
    // Once, at the end of the trace.
    Observation finish();

  private:
    void ended(const SeenInterruption& interruption);
    void expect_quiet_edges(const SeenInterruption& interruption);
    void count(const SeenInterruption& interruption);

    const TrialSpec& spec_;
    const Measurement& measurement_;
    SubjectTasks subject_;
    Keep keep_;
    InterruptionReader interruptions_;
    ArrivalCounter arrivals_;
    std::optional<ArrivalCounter> with_edges_; // those while the counters were read as well
    ContentionCounter contentions_;
    SubjectSwitches switches_;
    std::deque<GapAccountant> gaps_; // one for each subject
    std::map<std::pair<SeenCause, CpuId>, CauseCount> by_cause_;
    std::map<std::tuple<CpuId, StepKind, Name>, std::uint64_t> steps_;
    Observation observation_;
};

} // namespace cloister
