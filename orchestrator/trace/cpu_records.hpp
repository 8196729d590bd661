// SPDX-License-Identifier: GPL-2.0-or-later
// The events of one CPU, as it wrote them, each with its stack.
// Runs on: host. Memory: reads ahead by so many events as an interrupt may write
// between one and its stack. A "stacktrace" trigger writes the stack as an event of its own right behind its
// subject; here it becomes part of the event it belongs to.
#pragma once

#include "orchestrator/trace/cpu_pages.hpp"
#include "orchestrator/trace/event_format.hpp"

#include <array>

namespace cloister {

class CpuRecords {
  public:
    struct Entry {
        std::vector<LostEvents> lost;        // before it
        const EventFormat* format = nullptr; // nullptr: something was lost here, and no event follows
        bool has_stack = false;
        TraceEvent event;
    };

    CpuRecords(CpuPages pages, CpuId cpu, EventFormats& formats, TraceNames& names)
        : pages_(std::move(pages)), cpu_(cpu), formats_(formats), names_(names) {}

    // nullptr: that was the last.
    const Entry* front();
    void pop();

  private:
    static constexpr std::size_t enough = 32;

    void take(const RawRecord& record);
    void end();
    std::vector<LostEvents> lost_before(const RawRecord& record) const;
    Entry& add(std::chrono::nanoseconds at);
    void attach(int pid, const TakenStack& stack);

    CpuPages pages_;
    CpuId cpu_;
    EventFormats& formats_;
    TraceNames& names_;
    std::array<Entry, enough> entries_; // a ring
    std::size_t first_ = 0;
    std::size_t size_ = 0;
    std::chrono::nanoseconds last_{0};
    bool ended_ = false;
};

} // namespace cloister
