// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/pending_sends.hpp"

#include <algorithm>

namespace cloister {

bool inside_drain(const std::vector<std::string>& stack) {
    return std::any_of(stack.begin(), stack.end(), [](const std::string& function) {
        return function == "__lru_add_drain_all" || function == "lru_add_drain_all" ||
               function == "drain_all_pages" || function == "__drain_all_pages";
    });
}

Sender PendingSends::sender_of(const TraceEvent& event) {
    if (event.stack.empty())
        return Sender::unknown;
    return inside_drain(event.stack) ? Sender::drain : Sender::somebody_else;
}

// ipi_send_cpumask may end in either of the two call-function vectors (arch/x86/kernel/apic/ipi.c).
bool PendingSends::may_arrive_as(const std::string& sent, const std::string& vector) {
    if (vector == "reschedule" || sent == "reschedule")
        return sent == vector;
    if (vector == "irq_work" || sent == "irq_work")
        return sent == vector;
    return true;
}

void PendingSends::sent(const TraceEvent& event) {
    if (event.kind == EventKind::work_queued)
        works_[event.object] = sender_of(event);
    if (event.kind == EventKind::ipi_sent)
        for (const CpuId cpu : event.targets)
            ipis_[cpu].push_back(event);
}

Sender PendingSends::received_ipi(const TraceEvent& event) {
    std::vector<TraceEvent>& pending = ipis_[event.cpu];
    Sender found = Sender::unknown;
    const auto taken = std::remove_if(pending.begin(), pending.end(), [&](const TraceEvent& sent) {
        if (!may_arrive_as(sent.name, event.name))
            return false;
        const Sender sender = sender_of(sent);
        if (found != Sender::drain && sender != Sender::unknown)
            found = sender;
        return true;
    });
    pending.erase(taken, pending.end());
    return found;
}

Sender PendingSends::started_work(const TraceEvent& event) {
    const auto found = works_.find(event.object);
    if (found == works_.end())
        return Sender::unknown;
    const Sender sender = found->second;
    works_.erase(found);
    return sender;
}

} // namespace cloister
