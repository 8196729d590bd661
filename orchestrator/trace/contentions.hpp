// SPDX-License-Identifier: GPL-2.0-or-later
// Waits for spinlocks in the window: which lock, who waited, from where.
// Runs on: host. Pure. The locks of per-CPU caches are told one by one from raw events and their stacks; all
// other spinlocks of the kernel are counted together, by the histogram alone.
#pragma once

#include "orchestrator/trace/trace_event.hpp"
#include "results-schema/measurement.hpp"
#include "results-schema/report.hpp"

#include <map>
#include <tuple>

namespace cloister {

constexpr const char* other_spinlocks = "other spinlocks";

class ContentionCounter {
  public:
    // measurement: outlives it.
    explicit ContentionCounter(const Measurement& measurement) : measurement_(measurement) {}

    // The lock, where the event is a wait for one of a cache, in the window or not; else nullptr.
    const CacheLock* take(const TraceEvent& event);
    std::vector<Contention> contentions() const;

  private:
    const Measurement& measurement_;
    std::map<std::tuple<const CacheLock*, CpuId, Name>, std::uint64_t> waits_;
};

// Who wanted the lock: the first function above those that take spinlocks; empty for a stack that has none.
Name wanted_from(const std::vector<Name>& stack);

} // namespace cloister
