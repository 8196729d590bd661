// SPDX-License-Identifier: GPL-2.0-or-later
// What was sent to a CPU and has not arrived yet: work items by their address, IPIs by their vector.
// Runs on: host. Pure. A reschedule that finds one pending is elided, so one receipt answers all that were
// sent before it; a drain among them makes it a drain's.
#pragma once

#include "orchestrator/trace/trace_event.hpp"

#include <map>

namespace cloister {

enum class Sender { unknown, drain, somebody_else };

// The stack lies inside __lru_add_drain_all(), or drain_all_pages() where page lists are drained by work.
bool inside_drain(const std::vector<std::string>& stack);

class PendingSends {
  public:
    void sent(const TraceEvent& event);
    // Takes what it answers.
    Sender received_ipi(const TraceEvent& event);
    Sender started_work(const TraceEvent& event);

  private:
    static Sender sender_of(const TraceEvent& event);
    static bool may_arrive_as(const std::string& sent, const std::string& vector);

    std::map<CpuId, std::vector<TraceEvent>> ipis_;
    std::map<std::uint64_t, Sender> works_;
};

} // namespace cloister
