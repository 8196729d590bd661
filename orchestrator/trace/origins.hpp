// SPDX-License-Identifier: GPL-2.0-or-later
// Sends that belong together: a work item and the IPIs that wake its worker, a call and its IPI.
// Runs on: host. Pure. Sends are named by their place in the trace, a group by its first send.
#pragma once

#include "orchestrator/trace/trace_event.hpp"
#include "results-schema/interruption.hpp"

#include <map>
#include <optional>

namespace cloister {

class Origins {
  public:
    // events: outlives it.
    explicit Origins(const std::vector<TraceEvent>& events) : events_(events) {}

    // Takes note of it, if it sends anything; in the order of the trace.
    void sent(std::size_t event);
    std::size_t group_of(std::size_t sent) const { return groups_.at(sent); }
    Origin of(std::size_t group) const;
    // Whether a drain is behind it.
    bool is_drain(std::size_t group) const;

  private:
    bool belongs_to(std::size_t group, const TraceEvent& sent) const;

    const std::vector<TraceEvent>& events_;
    std::map<std::pair<CpuId, int>, std::size_t> last_; // group by sending CPU and task
    std::map<std::size_t, std::size_t> groups_;
    std::map<std::size_t, std::vector<std::size_t>> members_;
};

} // namespace cloister
