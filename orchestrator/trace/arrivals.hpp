// SPDX-License-Identifier: GPL-2.0-or-later
// Interruptions → how many single arrivals the window has, and how many of them a drain caused.
// Runs on: host. Pure. A work item or an IPI is a drain's when its sender's stack lies inside the drain. What
// no sender stands behind is the drain's where its interruption is: the switch to the kworker that runs the
// item, softirqs on the way, and the ticks that its kick restarts. A device's interrupt never is.
#pragma once

#include "orchestrator/trace/observation.hpp"
#include "orchestrator/trace/seen_interruption.hpp"
#include "results-schema/cache_lock.hpp"

#include <tuple>

namespace cloister {

struct ArrivalNumbers {
    std::uint64_t drain_caused = 0;
    std::uint64_t others = 0;

    std::uint64_t all() const { return drain_caused + others; }
};

// By CPU, kind and name: work function, vector, next task, lock …
using Arrivals = std::map<std::tuple<CpuId, ArrivalKind, std::string>, ArrivalNumbers>;

// Names of the work functions that empty a CPU's caches; other work is not a drain_work arrival.
bool is_drain_function(const std::string& function);

class ArrivalCounter {
  public:
    // Of those between these two.
    ArrivalCounter(std::chrono::nanoseconds from, std::chrono::nanoseconds until)
        : from_(from), until_(until) {}

    void take(const SeenInterruption& interruption);
    // A wait for a lock, which interrupts nobody.
    void wait_for(const CacheLock& lock, const TraceEvent& wait);

    Arrivals arrivals() const;
    // IPIs and drain work items whose sender the trace does not show.
    std::uint64_t without_known_sender() const { return without_known_sender_; }

  private:
    std::chrono::nanoseconds from_;
    std::chrono::nanoseconds until_;
    std::map<std::tuple<CpuId, ArrivalKind, Name>, ArrivalNumbers> numbers_;
    std::uint64_t without_known_sender_ = 0;
};

} // namespace cloister
