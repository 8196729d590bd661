// SPDX-License-Identifier: GPL-2.0-or-later
// What the trace of one trial shows inside the window: arrivals, interruptions with their causes, counts.
// Runs on: host; pure values. Made by observe() from decoded events and the agent's measurement; read by the
// judge. Times: guest trace clock (mono).
#pragma once

#include "orchestrator/trace/gap_account.hpp"
#include "results-schema/arrival_kind.hpp"
#include "results-schema/interruption.hpp"
#include "results-schema/loss.hpp"
#include "results-schema/report.hpp"

namespace cloister {

// Anything that entered the kernel on an isolated CPU without the subject's asking.
struct Arrival {
    CpuId cpu;
    ArrivalKind kind = ArrivalKind::ipi;
    std::chrono::nanoseconds at{0};
    std::chrono::nanoseconds length{0};
    std::string name; // work function, vector, next task, lock …
    bool drain_caused = false;
};

struct Observation {
    // From the in-kernel histograms: everything in the window, on every guest CPU.
    Counts counts;
    // From raw events: what drains caused, on isolated CPUs.
    Counts drain_caused;
    std::vector<OtherArrival> other;
    std::vector<Interruption> interruptions; // numbered from 1
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
