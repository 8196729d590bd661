// SPDX-License-Identifier: GPL-2.0-or-later
// The kernel's text of an event's histograms (events/*/*/hist) as rows, and what it dropped. Pure.
// Runs on: guest (and in tests). Kernel: hist_trigger_show() and print_entries(), trace_events_hist.c.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace cloister {

struct HistogramText {
    std::string trigger;                                    // "hist:keys=cpu,function.sym:vals=… [active]"
    std::map<std::vector<std::string>, std::uint64_t> rows; // keys, in the trigger's order → hits
    // The same keys → the sum of the first value but hits; empty where the trigger asks for none.
    std::map<std::vector<std::string>, std::uint64_t> sums;
    std::uint64_t dropped = 0;
};

// keys: names as written in the trigger without modifiers, of the histograms in the text in their order.
// Symbols come without their address: "lru_add_drain_per_cpu". Throws std::runtime_error naming an odd line.
std::vector<HistogramText> parse_histograms(std::string_view text);

} // namespace cloister
