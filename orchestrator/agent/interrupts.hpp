// SPDX-License-Identifier: GPL-2.0-or-later
// The kernel's own counters of interrupts and softirqs (/proc/interrupts, /proc/softirqs: one form). Parsing
// and difference are pure. Runs on: guest.
#pragma once

#include "probes/kernelfs/cpu_set.hpp"

#include <map>
#include <string>
#include <string_view>

namespace cloister::agent {

// "RES", "LOC", "24", "TIMER" … → CPU → number.
using Interrupts = std::map<std::string, std::map<CpuId, std::uint64_t>>;

Interrupts parse_interrupts(std::string_view text);
Interrupts read_interrupts();
Interrupts read_softirqs();

// What grew, and nothing else.
Interrupts grown(const Interrupts& before, const Interrupts& after);

} // namespace cloister::agent
