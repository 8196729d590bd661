// SPDX-License-Identifier: GPL-2.0-or-later
// Sends that belong together: a work item and the IPIs that wake its worker, a call and its IPI.
// Runs on: host. Pure. Memory: a group lives as long as something still waits for it to arrive.
#pragma once

#include "orchestrator/trace/trace_event.hpp"
#include "results-schema/interruption.hpp"

#include <map>
#include <memory>

namespace cloister {

struct SendGroup {
    struct Send {
        EventKind kind;
        Name name;
        Name queue;
    };

    std::uint64_t number = 0; // by time
    TraceEvent first;
    std::vector<Send> sends; // the first among them

    bool is_drain() const { return first.stack && first.stack->inside_drain(); }
    const SenderStack& sender() const;
};

using SharedGroup = std::shared_ptr<const SendGroup>;

class Origins {
  public:
    // In the order of the trace. The group that it belongs to; nullptr where it sends nothing.
    SharedGroup sent(const TraceEvent& event);

  private:
    static constexpr std::size_t at_least = 1024;

    void forget_before(std::chrono::nanoseconds at);

    std::map<std::pair<CpuId, int>, std::shared_ptr<SendGroup>> last_; // by sending CPU and task
    std::size_t enough_ = at_least; // of them, before the old ones are looked for
    std::uint64_t groups_ = 0;
};

// Of its sends, the first ones.
Origin origin_of(const SendGroup& group, std::size_t sends);

} // namespace cloister
