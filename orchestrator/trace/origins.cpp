// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/origins.hpp"

#include "orchestrator/trace/pending_sends.hpp"
#include "orchestrator/trace/sender_stack.hpp"

namespace cloister {
namespace {

// From a call's queueing to the last IPI of the wake-up it makes; an emulated CPU may be held up in between.
constexpr std::chrono::milliseconds longest_delivery{5};

bool sends(EventKind kind) {
    return kind == EventKind::work_queued || kind == EventKind::csd_queued || kind == EventKind::ipi_sent ||
           kind == EventKind::task_woken;
}

// Of a call, the handler of all calls: the call itself has been told.
bool is_generic(const std::string& callback) {
    return callback.starts_with("generic_smp_call_function");
}

std::string told(const TraceEvent& sent) {
    if (sent.kind == EventKind::work_queued)
        return "work " + sent.name + (sent.queue.empty() ? "" : " on " + sent.queue);
    if (sent.kind == EventKind::csd_queued)
        return "call " + sent.name;
    if (sent.kind == EventKind::task_woken)
        return "wake-up " + sent.name;
    return "IPI " + sent.name;
}

} // namespace

// A work item begins a group. What is sent inside __queue_work() belongs to the item queued last by the same
// task; any other send to the one before, if the same function asked for it.
bool Origins::belongs_to(std::size_t group, const TraceEvent& sent) const {
    const TraceEvent& first = events_[group];
    if (sent.kind == EventKind::work_queued || sent.at - first.at > longest_delivery)
        return false;
    if (first.kind == EventKind::work_queued)
        return wakes_worker(sent.stack) && first.targets == sent.targets;
    return first.targets == sent.targets &&
           read_sender_stack(first.stack).frames == read_sender_stack(sent.stack).frames;
}

void Origins::sent(std::size_t index) {
    const TraceEvent& event = events_[index];
    if (!sends(event.kind))
        return;
    const std::pair<CpuId, int> sender{event.cpu, event.pid};
    const auto last = last_.find(sender);
    const std::size_t group = last != last_.end() && belongs_to(last->second, event) ? last->second : index;
    last_[sender] = group;
    groups_[index] = group;
    members_[group].push_back(index);
}

Origin Origins::of(std::size_t group) const {
    const TraceEvent& first = events_[group];
    Origin origin;
    origin.at = first.at;
    origin.cpu = first.cpu;
    origin.pid = first.pid;
    origin.task = first.task;
    bool call_told = false;
    for (const std::size_t member : members_.at(group)) {
        const TraceEvent& sent = events_[member];
        call_told = call_told || sent.kind == EventKind::csd_queued;
        if (!call_told || !is_generic(sent.name))
            origin.sent.push_back(told(sent));
    }
    SenderStack stack = read_sender_stack(first.stack);
    origin.context = std::move(stack.context);
    origin.stack = std::move(stack.frames);
    return origin;
}

bool Origins::is_drain(std::size_t group) const {
    return inside_drain(events_[group].stack);
}

} // namespace cloister
