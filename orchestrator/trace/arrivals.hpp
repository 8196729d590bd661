// SPDX-License-Identifier: GPL-2.0-or-later
// Raw events → what arrived on each isolated CPU, and whether a drain caused it.
// Runs on: host. Pure. A work item or an IPI is a drain's when its sender's stack lies inside the drain. What
// follows from those is the drain's as well: the switch to the kworker that runs its work item (and another
// one where the kworker was preempted before it could sleep), the barrier by which the drain waits for it,
// and the ticks that its kick restarts (a second runnable task needs the tick, kernel/time/tick-sched.c), one
// after the other until they stop.
#pragma once

#include "orchestrator/trace/observation.hpp"
#include "orchestrator/trace/trace_event.hpp"
#include "results-schema/measurement.hpp"
#include "results-schema/trial_spec.hpp"

namespace cloister {

struct Arrivals {
    std::vector<Arrival> all; // by time
    // IPIs and drain work items whose sender the trace does not show.
    std::uint64_t without_known_sender = 0;
};

// Names of the work functions that empty a CPU's caches; other work is not a drain_work arrival.
bool is_drain_function(const std::string& function);

// Of the measured window; earlier events are read for what they sent.
Arrivals arrivals_in(const Trace& trace, const TrialSpec& spec, const Measurement& measurement);

} // namespace cloister
