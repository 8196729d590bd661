// SPDX-License-Identifier: GPL-2.0-or-later
// What was sent to a CPU and has not arrived yet: work items by their address, calls by that of their
// descriptor, tasks that were woken by their pid, IPIs by their vector. Sends and answers are named by their
// place in the trace. Runs on: host. Pure. A reschedule that finds one pending is elided, so one receipt
// answers all that were sent before it.
#pragma once

#include "orchestrator/trace/trace_event.hpp"

#include <map>
#include <optional>

namespace cloister {

enum class Sender { unknown, drain, somebody_else };

// The stack lies inside __lru_add_drain_all(), or drain_all_pages() where page lists are drained by work.
bool inside_drain(const std::vector<std::string>& stack);
Sender sender_of(const TraceEvent& sent);

class PendingSends {
  public:
    // events: outlives it.
    explicit PendingSends(const std::vector<TraceEvent>& events) : events_(events) {}

    // Takes note of it, if it sends anything.
    void sent(std::size_t event);
    // Each takes what it answers: none where no sender was seen, of IPIs perhaps several.
    std::vector<std::size_t> received_ipi(const TraceEvent& event);
    std::vector<std::size_t> started_function(const TraceEvent& event);
    std::vector<std::size_t> started_work(const TraceEvent& event);
    std::vector<std::size_t> started_task(const TraceEvent& event);

  private:
    const std::vector<TraceEvent>& events_;
    std::map<CpuId, std::vector<std::size_t>> ipis_;
    std::map<std::uint64_t, std::size_t> functions_;
    std::map<std::uint64_t, std::size_t> works_;
    std::map<std::uint64_t, std::size_t> tasks_;
};

} // namespace cloister
