// SPDX-License-Identifier: GPL-2.0-or-later
// Probes put into a trace instance, and what they have counted. Histograms run from arming on, even while
// tracing is off; a window's tally is the difference of two snapshots taken at its quiet edges. (Pausing and
// clearing each at an edge waits for RCU once a histogram: the edges would be half a second wide.)
// Runs on: guest. Borrows the instance. Errors: std::runtime_error with the kernel's words for a refusal.
#pragma once

#include "probes/probe.hpp"
#include "results-schema/measurement.hpp"

#include <map>
#include <tuple>
#include <vector>

namespace cloister {

// Hits that a counter could not count.
struct Unseen {
    std::uint64_t number = 0;
    const char* why = "";
};

struct TallySnapshot {
    using Key = std::tuple<std::string, CpuId, std::string>; // probe, CPU, name
    std::map<Key, std::uint64_t> rows;
    std::map<std::string, Unseen> unseen; // by where it was missed
};

// Rows that grew between the two, and a loss for each counter that missed hits in between.
std::vector<TallyRow> tallies_between(const TallySnapshot& opened, const TallySnapshot& closed);
std::vector<Loss> losses_between(const TallySnapshot& opened, const TallySnapshot& closed);

class ArmedProbes {
  public:
    // cpus: of the guest.
    ArmedProbes(TraceInstance& instance, std::vector<Probe> probes, std::uint32_t cpus);

    TallySnapshot snapshot() const;
    // Events whose formats a reader of the raw pages needs.
    std::vector<EventName> events() const;

  private:
    TraceInstance& instance_;
    std::vector<Probe> probes_;
};

} // namespace cloister
