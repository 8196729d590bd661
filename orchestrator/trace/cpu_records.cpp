// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/cpu_records.hpp"

namespace cloister {

using std::chrono::nanoseconds;

const CpuRecords::Entry* CpuRecords::front() {
    while (!ended_ && size_ < enough)
        if (const std::optional<RawRecord> record = pages_.next())
            take(*record);
        else
            end();
    return size_ == 0 ? nullptr : &entries_[first_];
}

void CpuRecords::pop() {
    first_ = (first_ + 1) % enough;
    --size_;
}

void CpuRecords::end() {
    ended_ = true;
    if (!pages_.broken())
        return;
    Entry& entry = add(last_);
    entry.lost = {{last_, nanoseconds::max(), {"ring buffer", cpu_, std::nullopt, "a page of it is broken"}}};
    entry.format = nullptr;
}

void CpuRecords::take(const RawRecord& record) {
    std::vector<LostEvents> lost = lost_before(record);
    last_ = record.at;
    const EventFormat* format = formats_.of(record.bytes); // one that was not shipped was not armed by us
    const bool is_event = format != nullptr && !format->is_stack();
    if (format != nullptr && format->is_stack())
        attach(format->pid(record.bytes), format->stack(record.bytes, names_));
    if (!is_event && lost.empty())
        return;
    Entry& entry = add(record.at);
    entry.lost = std::move(lost);
    entry.format = is_event ? format : nullptr;
    if (is_event)
        format->read(record.bytes, names_, entry.event);
}

std::vector<LostEvents> CpuRecords::lost_before(const RawRecord& record) const {
    const nanoseconds at = record.at;
    std::vector<LostEvents> lost;
    if (record.missed != 0) {
        Loss loss{"ring buffer", cpu_, std::nullopt, "overwritten before it was read"};
        if (record.missed > 0)
            loss.number = static_cast<std::uint64_t>(record.missed);
        lost.push_back({last_, at, std::move(loss)});
    }
    // What follows has times that nothing can be measured with.
    if (at < last_) {
        const std::string why = "it stepped back by " + std::to_string((last_ - at).count()) + " ns";
        lost.push_back({at, last_, {"trace clock", cpu_, std::nullopt, why}});
    }
    return lost;
}

CpuRecords::Entry& CpuRecords::add(nanoseconds at) {
    Entry& entry = entries_[(first_ + size_++) % enough];
    entry.has_stack = false;
    entry.event.at = at;
    entry.event.cpu = cpu_;
    entry.event.stack.reset();
    return entry;
}

// An interrupt can come between an event and its stack.
void CpuRecords::attach(int pid, const TakenStack& taken) {
    for (std::size_t back = 1; back <= size_; ++back) {
        Entry& entry = entries_[(first_ + size_ - back) % enough];
        if (entry.format == nullptr || entry.has_stack || entry.event.pid != pid ||
            (taken.of_class && entry.format->of_class() != *taken.of_class))
            continue;
        entry.has_stack = true;
        entry.event.stack = taken.stack;
        return;
    }
}

} // namespace cloister
