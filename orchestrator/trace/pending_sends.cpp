// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/pending_sends.hpp"

#include <algorithm>

namespace cloister {
namespace {

// ipi_send_cpumask may end in either of the two call-function vectors (arch/x86/kernel/apic/ipi.c).
bool may_arrive_as(const std::string& sent, const std::string& vector) {
    if (vector == "reschedule" || sent == "reschedule")
        return sent == vector;
    if (vector == "irq_work" || sent == "irq_work")
        return sent == vector;
    return true;
}

std::vector<std::size_t> taken(std::map<std::uint64_t, std::size_t>& pending, std::uint64_t object) {
    const auto found = pending.extract(object);
    return found ? std::vector{found.mapped()} : std::vector<std::size_t>{};
}

} // namespace

bool inside_drain(const std::vector<std::string>& stack) {
    return std::any_of(stack.begin(), stack.end(), [](const std::string& function) {
        return function == "__lru_add_drain_all" || function == "lru_add_drain_all" ||
               function == "drain_all_pages" || function == "__drain_all_pages";
    });
}

Sender sender_of(const TraceEvent& sent) {
    if (sent.stack.empty())
        return Sender::unknown;
    return inside_drain(sent.stack) ? Sender::drain : Sender::somebody_else;
}

void PendingSends::sent(std::size_t index) {
    const TraceEvent& event = events_[index];
    if (event.kind == EventKind::work_queued)
        works_[event.object] = index;
    else if (event.kind == EventKind::csd_queued)
        functions_[event.object] = index;
    else if (event.kind == EventKind::task_woken)
        tasks_[static_cast<std::uint64_t>(event.next_pid)] = index;
    else if (event.kind == EventKind::ipi_sent)
        for (const CpuId cpu : event.targets)
            ipis_[cpu].push_back(index);
}

std::vector<std::size_t> PendingSends::received_ipi(const TraceEvent& event) {
    std::vector<std::size_t>& pending = ipis_[event.cpu];
    const auto answered = std::stable_partition(pending.begin(), pending.end(), [&](std::size_t sent) {
        return !may_arrive_as(events_[sent].name, event.name);
    });
    std::vector<std::size_t> sends(answered, pending.end());
    pending.erase(answered, pending.end());
    return sends;
}

std::vector<std::size_t> PendingSends::started_function(const TraceEvent& event) {
    return taken(functions_, event.object);
}

std::vector<std::size_t> PendingSends::started_task(const TraceEvent& event) {
    return taken(tasks_, static_cast<std::uint64_t>(event.next_pid));
}

std::vector<std::size_t> PendingSends::started_work(const TraceEvent& event) {
    return taken(works_, event.object);
}

} // namespace cloister
