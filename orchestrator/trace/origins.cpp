// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/origins.hpp"

#include <algorithm>

namespace cloister {
namespace {

// From a call's queueing to the last IPI of the wake-up it makes; an emulated CPU may be held up in between.
constexpr std::chrono::milliseconds longest_delivery{5};

bool sends(EventKind kind) {
    return kind == EventKind::work_queued || kind == EventKind::csd_queued || kind == EventKind::ipi_sent ||
           kind == EventKind::task_woken;
}

// Of a call, the handler of all calls: the call itself has been told.
bool is_generic(Name callback) {
    return callback.starts_with("generic_smp_call_function");
}

std::string told(const SendGroup::Send& sent) {
    if (sent.kind == EventKind::work_queued)
        return "work " + sent.name.text() + (sent.queue.empty() ? "" : " on " + sent.queue.text());
    if (sent.kind == EventKind::csd_queued)
        return "call " + sent.name.text();
    if (sent.kind == EventKind::task_woken)
        return "wake-up " + sent.name.text();
    return "IPI " + sent.name.text();
}

const SenderStack& sender_in(const SharedStack& stack) {
    static const SenderStack unknown;
    return stack ? stack->sender() : unknown;
}

// A work item begins a group. What is sent inside __queue_work() belongs to the item queued last by the same
// task; any other send to the one before, if the same function asked for it.
bool belongs_to(const TraceEvent& first, const TraceEvent& sent) {
    if (sent.kind == EventKind::work_queued || sent.at - first.at > longest_delivery)
        return false;
    if (first.kind == EventKind::work_queued)
        return sent.stack && sent.stack->wakes_worker() && first.targets == sent.targets;
    return first.targets == sent.targets && sender_in(first.stack).frames == sender_in(sent.stack).frames;
}

} // namespace

const SenderStack& SendGroup::sender() const {
    return sender_in(first.stack);
}

SharedGroup Origins::sent(const TraceEvent& event) {
    if (!sends(event.kind))
        return nullptr;
    if (last_.size() > enough_)
        forget_before(event.at - longest_delivery);
    std::shared_ptr<SendGroup>& group = last_[{event.cpu, event.pid}];
    if (!group || !belongs_to(group->first, event)) {
        group = std::make_shared<SendGroup>();
        group->number = ++groups_;
        group->first = event;
    }
    group->sends.push_back({event.kind, event.name, event.queue});
    return group;
}

void Origins::forget_before(std::chrono::nanoseconds at) {
    std::erase_if(last_, [&](const auto& each) { return each.second->first.at < at; });
    // Of what is left nothing may be old: who looked at each send would look at all of it each time.
    enough_ = std::max(at_least, 2 * last_.size());
}

Origin origin_of(const SendGroup& group, std::size_t sends) {
    Origin origin;
    origin.at = group.first.at;
    origin.cpu = group.first.cpu;
    origin.pid = group.first.pid;
    origin.task = group.first.task;
    bool call_told = false;
    for (std::size_t i = 0; i < sends; ++i) {
        const SendGroup::Send& sent = group.sends[i];
        call_told = call_told || sent.kind == EventKind::csd_queued;
        if (!call_told || !is_generic(sent.name))
            origin.sent.push_back(told(sent));
    }
    origin.context = group.sender().context;
    for (const Name function : group.sender().frames)
        origin.stack.push_back(function);
    return origin;
}

} // namespace cloister
