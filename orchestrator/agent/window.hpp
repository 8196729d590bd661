// SPDX-License-Identifier: GPL-2.0-or-later
// The measured interval: opened at a quiet edge, filled by the disturber, closed at a quiet edge.
// Runs on: guest, on housekeeping CPUs. Borrows everything. Errors: LabError{timed_out} when an edge does not
// become quiet or the disturber does not finish.
#pragma once

#include "orchestrator/agent/trial_workload.hpp"
#include "probes/armed_probes.hpp"

namespace cloister::agent {

// Histograms and interrupt counters as they were while nothing arrived on the isolated CPUs.
struct QuietEdge {
    std::chrono::nanoseconds at{0}; // CLOCK_MONOTONIC, the trace clock
    TallySnapshot tallies;
    std::map<std::string, std::map<CpuId, std::uint64_t>> interrupts;
    std::map<std::string, std::map<CpuId, std::uint64_t>> softirqs;
    std::vector<SubjectTally> subjects;
};

// Reads until the trace says that for 20 ms, the reading included, nothing concerned the isolated CPUs; then
// all that was caused earlier, arming itself included, is over. cpus: all of the guest.
QuietEdge wait_for_quiet(const TraceInstance& trace, const ArmedProbes& probes, const TrialWorkload& workload,
                         const CpuSet& cpus, const Deadline& deadline);

// Reads what an edge reads, for nothing. Code that runs for the first time is slow in an emulated guest, and
// slower while the subjects take the host's CPUs: this made the first edge 70 ms longer.
void read_once(const TraceInstance& trace, const ArmedProbes& probes);

// Fills in times, tallies, losses of histograms, drains, subjects and interrupts.
void measure(const TrialSpec& spec, TraceInstance& trace, const ArmedProbes& probes, TrialWorkload& workload,
             Measurement& measurement);

} // namespace cloister::agent
