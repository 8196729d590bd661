// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/pending_sends.hpp"

#include <algorithm>

namespace cloister {
namespace {

constexpr std::size_t enough = 16'384;

// ipi_send_cpumask may end in either of the two call-function vectors (arch/x86/kernel/apic/ipi.c).
bool may_arrive_as(Name sent, Name vector) {
    static const Name reschedule("reschedule");
    static const Name irq_work("irq_work");
    if (vector == reschedule || sent == reschedule)
        return sent == vector;
    if (vector == irq_work || sent == irq_work)
        return sent == vector;
    return true;
}

std::vector<PendingSend> taken(std::unordered_map<std::uint64_t, PendingSend>& pending,
                               std::uint64_t object) {
    std::vector<PendingSend> sends;
    if (auto found = pending.extract(object))
        sends.push_back(std::move(found.mapped()));
    return sends;
}

void keep(std::unordered_map<std::uint64_t, PendingSend>& pending, std::uint64_t object, PendingSend send) {
    if (pending.size() == enough) {
        std::vector<std::uint64_t> ages;
        for (const auto& [key, each] : pending)
            ages.push_back(each.group->number);
        std::nth_element(ages.begin(), ages.begin() + enough / 2, ages.end());
        std::erase_if(pending, [middle = ages[enough / 2]](const auto& each) {
            return each.second.group->number < middle;
        });
    }
    pending.insert_or_assign(object, std::move(send));
}

Sender sender_of(const TraceEvent& sent) {
    if (!sent.stack)
        return Sender::unknown;
    return sent.stack->inside_drain() ? Sender::drain : Sender::somebody_else;
}

} // namespace

void PendingSends::sent(const TraceEvent& event, SharedGroup group) {
    if (!group)
        return;
    PendingSend send{event.name, sender_of(event), std::move(group)};
    if (event.kind == EventKind::work_queued)
        keep(works_, event.object, std::move(send));
    else if (event.kind == EventKind::csd_queued)
        keep(functions_, event.object, std::move(send));
    else if (event.kind == EventKind::task_woken)
        keep(tasks_, static_cast<std::uint64_t>(event.next_pid), std::move(send));
    else
        for (const CpuId cpu : event.targets) {
            if (!isolated_.contains(cpu))
                continue;
            std::vector<PendingSend>& pending = ipis_[cpu];
            if (pending.size() == enough)
                pending.erase(pending.begin(), pending.begin() + enough / 2);
            pending.push_back(send);
        }
}

std::vector<PendingSend> PendingSends::received_ipi(const TraceEvent& event) {
    std::vector<PendingSend> sends;
    std::erase_if(ipis_[event.cpu], [&](PendingSend& sent) {
        const bool answered = may_arrive_as(sent.name, event.name);
        if (answered)
            sends.push_back(sent);
        return answered;
    });
    std::vector<PendingSend>& others = answered_together_[event.cpu];
    if (!sends.empty())
        others.assign(sends.begin() + 1, sends.end());
    else if (!others.empty() && may_arrive_as(others.back().name, event.name)) {
        sends.push_back(others.back());
        others.pop_back();
    }
    return sends;
}

std::vector<PendingSend> PendingSends::started_function(const TraceEvent& event) {
    return taken(functions_, event.object);
}

std::vector<PendingSend> PendingSends::started_task(const TraceEvent& event) {
    return taken(tasks_, static_cast<std::uint64_t>(event.next_pid));
}

std::vector<PendingSend> PendingSends::started_work(const TraceEvent& event) {
    return taken(works_, event.object);
}

} // namespace cloister
