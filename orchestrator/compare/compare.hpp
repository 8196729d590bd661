// SPDX-License-Identifier: GPL-2.0-or-later
// Two sides → what got worse, cell by cell. Runs on: host. Pure.
#pragma once

#include "orchestrator/compare/pair_cells.hpp"
#include "orchestrator/compare/side.hpp"

namespace cloister {

struct ComparisonRules {
    std::vector<Declared> differ{Declared::kernel};
    std::optional<Between> between{};
    double false_alarms = 0.01;
    double least_effect = 0.2;
    std::uint64_t least_cost = 1;
};

// Decided; intervals are told by tell_bounds() (decide.hpp).
Comparison compare(const ComparedSide& old_side, const ComparedSide& new_side, const ComparisonRules& rules);

} // namespace cloister
