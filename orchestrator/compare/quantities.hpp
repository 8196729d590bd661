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
// What one sound trial with a window counted, as the new side has it: no times, and nothing that is told as
// indicative. A part that is not there is none.
struct CountsOfTrial {
    std::vector<ComparedQuantity> whole;
    std::vector<ComparedQuantity> parts_of_last;
};
CountsOfTrial counts_of(const ComparedTrial& trial);
// Of cells without a window, and of those in which a kernel failed.
std::vector<ComparedQuantity> failures_of(const CellTrials& old_side, const CellTrials& new_side);

} // namespace cloister
