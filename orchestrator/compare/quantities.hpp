// SPDX-License-Identifier: GPL-2.0-or-later
// What is compared of a cell: numbers of both sides, each with what it was counted over and how it is to be
// compared. Runs on: host. Pure. In all of them less is better.
#pragma once

#include "orchestrator/compare/side.hpp"
#include "results-schema/comparison.hpp"

namespace cloister {

// Of trials that are sound. indicative: times follow the host's.
std::vector<ComparedQuantity> quantities_of(const CellTrials& old_side, const CellTrials& new_side,
                                            bool indicative);
// Of cells without a window, and of those in which a kernel failed.
std::vector<ComparedQuantity> failures_of(const CellTrials& old_side, const CellTrials& new_side);

} // namespace cloister
