// SPDX-License-Identifier: GPL-2.0-or-later
// What was sent to an isolated CPU and has not arrived yet: work items by their address, calls by that of
// their descriptor, tasks that were woken by their pid, IPIs by their vector.
// Runs on: host. Pure. A reschedule that finds one pending is elided, so one receipt answers all that were
// sent before it. Yet what was sent between a CPU's acceptance of an interrupt and its handler's entry, which
// alone is traced, is another interrupt (Intel SDM 3A, 11.8.4: one in service, one requested): the receipt
// behind answers the last of those once more. Memory: what nothing ever answers is forgotten after some ten
// thousand later ones.
#pragma once

#include "orchestrator/trace/origins.hpp"

#include <unordered_map>

namespace cloister {

enum class Sender { unknown, drain, somebody_else };

struct PendingSend {
    Name name;
    Sender sender = Sender::unknown;
    SharedGroup group;
};

class PendingSends {
  public:
    explicit PendingSends(CpuSet isolated) : isolated_(std::move(isolated)) {}

    // group: that it belongs to; nullptr where it sends nothing.
    void sent(const TraceEvent& event, SharedGroup group);
    // Each takes what it answers: none where no sender was seen, of IPIs perhaps several.
    std::vector<PendingSend> received_ipi(const TraceEvent& event);
    std::vector<PendingSend> started_function(const TraceEvent& event);
    std::vector<PendingSend> started_work(const TraceEvent& event);
    std::vector<PendingSend> started_task(const TraceEvent& event);

  private:
    using ByObject = std::unordered_map<std::uint64_t, PendingSend>;

    CpuSet isolated_;
    std::map<CpuId, std::vector<PendingSend>> ipis_;
    std::map<CpuId, std::vector<PendingSend>> answered_together_; // all but the first, by the last receipt
    ByObject functions_;
    ByObject works_;
    ByObject tasks_;
};

} // namespace cloister
