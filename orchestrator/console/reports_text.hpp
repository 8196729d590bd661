// SPDX-License-Identifier: GPL-2.0-or-later
// What consoles hold, for people. Runs on: host. Pure.
#pragma once

#include "orchestrator/console/kernel_reports.hpp"

#include <span>

namespace cloister {

struct ConsoleReports {
    std::string name; // of the console
    std::vector<KernelReport> reports;
};

enum class Whole { no, yes };

// A line a title, summed over the consoles, the most frequent first; each with the console that has it first,
// and its first report whole where that is wanted. "" where the kernel complained of nothing.
std::string reports_text(std::span<const ConsoleReports> consoles, Whole whole);

} // namespace cloister
