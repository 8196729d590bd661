// SPDX-License-Identifier: GPL-2.0-or-later
// What the trace of one trial shows inside the window: arrivals, interruptions with their causes, counts.
// Runs on: host; pure values. Made by a TraceObserver from decoded events and the agent's measurement; read
// by the judge. Bounded, however long the trace, unless every interruption is asked for. Times: guest trace
// clock (mono).
#pragma once

#include "orchestrator/trace/gap_account.hpp"
#include "results-schema/arrival_kind.hpp"
#include "results-schema/interruption.hpp"
#include "results-schema/loss.hpp"
#include "results-schema/report.hpp"

#include <tuple>

namespace cloister {

struct CauseCount {
    std::uint64_t number = 0;
    std::chrono::nanoseconds longest{0};
    std::uint64_t by_drains = 0; // of them, those that a drain caused
};

// Of those in the window, how many had which cause, and what ran in them.
struct InterruptionCounts {
    std::map<Cause, std::map<CpuId, CauseCount>> by_cause;
    std::map<std::tuple<CpuId, StepKind, std::string>, std::uint64_t> steps;

    std::uint64_t of(const Cause& cause) const;
    std::uint64_t all() const;
    std::uint64_t without_cause() const; // nobody is known who asked for it
};

struct Observation {
    // From the in-kernel histograms: everything in the window, on every guest CPU.
    Counts counts;
    // From raw events: what drains caused, on isolated CPUs.
    Counts drain_caused;
    std::vector<OtherArrival> other;
    InterruptionCounts interruption_counts;
    // Each, by time, numbered from 1; only where they were asked for.
    std::vector<Interruption> interruptions;
    std::vector<Loss> losses;
    // Histogram and raw events must agree on isolated CPUs; each line names probe, CPU and both numbers.
    std::vector<std::string> disagreements;
    // Likewise the trace and what the kernel counts by itself (kernel_counters.hpp).
    std::vector<std::string> differences_from_kernel;
    // Arrivals on isolated CPUs (IPIs, switches) whose sender the trace does not show.
    std::uint64_t without_known_sender = 0;
    std::vector<GapAccount> gaps;        // one for each subject
    std::vector<Contention> contentions; // on every guest CPU
};

} // namespace cloister
