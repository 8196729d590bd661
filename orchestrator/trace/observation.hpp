// SPDX-License-Identifier: GPL-2.0-or-later
// What the trace of one trial shows inside the window: arrivals, interruptions with their causes, counts.
// Runs on: host; pure values. Made by observe() from decoded events and the agent's measurement; read by the
// judge. Times: guest trace clock (mono).
#pragma once

#include "results-schema/arrival_kind.hpp"
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

// The chain behind an interruption; empty texts where the trace does not tell.
struct Cause {
    CpuId cpu;        // the sender's
    std::string task; // "drop_caches"
    int pid = 0;
    std::string sent;               // "queue_work lru_add_drain_per_cpu", "reschedule IPI", …
    std::vector<std::string> stack; // the sender's, innermost first
};

// Arrivals that belong together: from the first until the subject is back.
struct Interruption {
    std::uint64_t number = 0; // unique in a run; counted over a trial here, offset by the caller
    CpuId cpu;
    std::chrono::nanoseconds at{0};
    std::chrono::nanoseconds length{0};
    bool drain_caused = false;
    std::vector<Arrival> arrivals;
    std::optional<Cause> cause;
};

struct Observation {
    // From the in-kernel histograms: everything in the window, on every guest CPU.
    Counts counts;
    // From raw events: what drains caused, on isolated CPUs.
    Counts drain_caused;
    std::vector<OtherArrival> other;
    std::vector<Interruption> interruptions;
    std::vector<Loss> losses;
    // Histogram and raw events must agree on isolated CPUs; each line names probe, CPU and both numbers.
    std::vector<std::string> disagreements;
    // Arrivals on isolated CPUs (IPIs, switches) whose sender the trace does not show.
    std::uint64_t without_known_sender = 0;
    std::vector<Contention> contentions; // on every guest CPU
};

} // namespace cloister
