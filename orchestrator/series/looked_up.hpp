// SPDX-License-Identifier: GPL-2.0-or-later
// What a table of a series has in one place.
// Runs on: host. Pure. nullptr: that step has none.
#pragma once

#include "results-schema/series.hpp"

namespace cloister {

// Those in which drains were counted, in the order of their first appearance.
std::vector<std::string> modes_of(const SeriesReport& series);

// An operation in a mode, which some step at least has the cost of.
struct CostColumn {
    std::string operation;
    std::string mode;
};
std::vector<CostColumn> cost_columns(const SeriesReport& series);

// How many drains were armed in each cell, where that is one number.
std::optional<std::uint64_t> drains_everywhere(const SeriesReport& series);

// "upheld", "does not build".
std::string state_of(const StepReport& step);

const StepDrains* drains_of(const StepReport& step, const std::string& mode);
const StepCost* cost_of(const StepReport& step, const std::string& operation, const std::string& mode);
// Of the base, in the same mode or, where it has no such, in the first that it has: a mode that the series
// brings is compared with what there was before.
const StepCost* cost_of_base(const SeriesReport& series, const std::string& operation,
                             const std::string& mode);

// "+12/+0/+0" against from, "=" where nothing differs; without from the numbers themselves; "-" for no cost.
std::string cost_cell(const StepCost* cost, const StepCost* from);
// "3 mm/mlock: let a spinlock protect the mlock batch".
std::string step_name(const SeriesReport& series, std::size_t step);

} // namespace cloister
