// SPDX-License-Identifier: GPL-2.0-or-later
// What a CPU's ring buffer took and lost, from per_cpu/cpuN/stats. Pure.
// Runs on: guest (and in tests). Kernel: tracing_stats_read(), trace.c.
#pragma once

#include <cstdint>
#include <string_view>

namespace cloister {

struct BufferLosses {
    std::uint64_t overrun = 0;        // overwritten before they were read
    std::uint64_t commit_overrun = 0; // interrupted writers outran the buffer
    std::uint64_t dropped = 0;        // refused because the buffer was full
    std::uint64_t total() const { return overrun + commit_overrun + dropped; }
};

// Throws std::runtime_error where one of the three is missing: an unread loss is not no loss.
BufferLosses parse_buffer_losses(std::string_view stats);

// All events that came so far, whether they are still there or overwritten. Throws as above.
std::uint64_t parse_buffer_events(std::string_view stats);

} // namespace cloister
