// SPDX-License-Identifier: GPL-2.0-or-later
// Cycles that operations took in guests of one kernel and mode, as they say on their consoles
// (wire/cost_order.hpp). Under KVM they are a CPU's; an emulator's tell of nothing. Runs on: host. Pure.
#pragma once

#include "results-schema/cost.hpp"

namespace cloister {

// Boots without which the spread between them says nothing.
constexpr std::uint32_t least_boots_of_cycles = 10;

// Into the costs of this kernel and mode; an operation that not each boot did gets none.
void add_cycles(const std::string& kernel, const std::string& mode, const std::vector<std::string>& consoles,
                Cost& cost);

// At most 2 % between the boot that took least and the one that took most.
inline bool is_steady(const CycleCost& cycles) {
    constexpr std::uint64_t per_cent = 2;
    return (cycles.most - cycles.least) * 100 <= per_cent * cycles.median;
}

} // namespace cloister
