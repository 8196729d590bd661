// SPDX-License-Identifier: GPL-2.0-or-later
// The measured interval: opened at a quiet edge, filled by the disturber, closed at a quiet edge.
// Runs on: guest, on housekeeping CPUs. Borrows everything. Errors: LabError{timed_out} when an edge does not
// become quiet or the disturber does not finish.
#pragma once

#include "orchestrator/agent/interrupts.hpp"
#include "orchestrator/agent/lock_stat.hpp"
#include "orchestrator/agent/trial_workload.hpp"
#include "orchestrator/agent/watch.hpp"

namespace cloister::agent {

// Histograms and interrupt counters as they were while nothing arrived on the isolated CPUs.
struct QuietEdge {
    // CLOCK_MONOTONIC, the trace clock: when reading began, and when it had ended.
    std::chrono::nanoseconds from{0};
    std::chrono::nanoseconds at{0};
    TallySnapshot tallies;
    std::map<CpuId, std::uint64_t> events; // of the ring buffers, ever
    Interrupts interrupts;
    Interrupts softirqs;
    std::vector<SubjectTally> subjects;
};

// Reads until the trace says that for 20 ms, the reading included, nothing concerned the isolated CPUs; then
// all that was caused earlier, arming itself included, is over. Where nothing is armed the kernel's own
// counters of the isolated CPUs say it.
QuietEdge wait_for_quiet(const TrialSpec& spec, const Watch& watch, const TrialWorkload& workload,
                         const Deadline& deadline);

// Reads what an edge reads, for nothing. Code that runs for the first time is slow in an emulated guest, and
// slower while the subjects take the host's CPUs: this made the first edge 70 ms longer.
void read_once(const Watch& watch);

// The disturber's work, or its time. Meanwhile the agent sleeps on a housekeeping CPU and looks into shared
// memory, nothing else.
void let_run(const TrialSpec& spec, TrialWorkload& workload, const Deadline& deadline);

// Fills in times, and where a subject of the user's was never quiet for so long, between what times the
// counters were read: tallies, events, losses of histograms, drains, subjects and interrupts.
void measure(const TrialSpec& spec, Watch& watch, LockStat& lock_stat, TrialWorkload& workload,
             Measurement& measurement);

} // namespace cloister::agent
