// SPDX-License-Identifier: GPL-2.0-or-later
// The console oracle: what a guest's kernel complained of, each complaint once, by a title that is the same
// in every run: without addresses, offsets, process and CPU numbers. Runs on: host. Pure. Memory is bounded:
// text_lines lines of each report, and distinct_reports of them.
#pragma once

#include "orchestrator/console/complaint.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace cloister {

struct KernelReport {
    ReportKind kind{};
    std::string title;          // "WARNING at mm/mlock.c:228 in mlock_drain_remote"
    std::string text;           // all lines of its first time, without stamps
    std::uint64_t times = 1;    // how often reports of this title came
    std::optional<double> when; // the first time; seconds of the kernel's clock
};

constexpr std::size_t text_lines = 200;
constexpr std::size_t distinct_reports = 64; // of more only the times are counted, with the last of them

// In the order in which they came first. What only says that the host was busy is none (is_starvation()).
std::vector<KernelReport> kernel_reports(std::string_view console);

} // namespace cloister
