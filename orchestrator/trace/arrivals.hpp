// SPDX-License-Identifier: GPL-2.0-or-later
// Interruptions → the single arrivals in the window, and whether a drain caused each.
// Runs on: host. Pure. A work item or an IPI is a drain's when its sender's stack lies inside the drain. What
// no sender stands behind is the drain's where its interruption is: the switch to the kworker that runs the
// item, softirqs on the way, and the ticks that its kick restarts. A device's interrupt never is.
#pragma once

#include "orchestrator/trace/interruptions.hpp"
#include "orchestrator/trace/observation.hpp"

namespace cloister {

struct Arrivals {
    std::vector<Arrival> all; // by time
    // IPIs and drain work items whose sender the trace does not show.
    std::uint64_t without_known_sender = 0;
};

// Names of the work functions that empty a CPU's caches; other work is not a drain_work arrival.
bool is_drain_function(const std::string& function);

// trace: for waits for locks, which interrupt nobody.
Arrivals arrivals_in(const std::vector<SeenInterruption>& interruptions, const Trace& trace,
                     const CpuSet& isolated, const Measurement& measurement);

} // namespace cloister
