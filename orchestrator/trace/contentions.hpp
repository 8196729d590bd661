// SPDX-License-Identifier: GPL-2.0-or-later
// Waits for spinlocks in the window: which lock, who waited, from where.
// Runs on: host. Pure. The locks of per-CPU caches are told one by one from raw events and their stacks; all
// other spinlocks of the kernel are counted together, by the histogram alone.
#pragma once

#include "orchestrator/trace/trace_event.hpp"
#include "results-schema/measurement.hpp"
#include "results-schema/report.hpp"

namespace cloister {

constexpr const char* other_spinlocks = "other spinlocks";

std::vector<Contention> contentions_in(const Trace& trace, const Measurement& measurement);

// Who wanted the lock: the first function above those that take spinlocks; empty for a stack that has none.
std::string wanted_from(const std::vector<std::string>& stack);

} // namespace cloister
