// SPDX-License-Identifier: GPL-2.0-or-later
// Exact costs of two sides, operation by operation. Runs on: host. Pure.
#pragma once

#include "orchestrator/compare/pair_cells.hpp"
#include "results-schema/cost.hpp"

namespace cloister {

// Of a median turn, exact: instructions, locked ones, cache lines.
std::vector<ComparedQuantity> counts_of(const OperationCost& from, const OperationCost& to);

// Cells whose workload is an operation; nothing where neither side has costs.
std::vector<ComparedCell> compare_costs(const std::vector<Cost>& old_side, const std::vector<Cost>& new_side,
                                        const std::vector<Declared>& differ,
                                        const std::optional<Between>& between);

} // namespace cloister
