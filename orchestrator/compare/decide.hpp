// SPDX-License-Identifier: GPL-2.0-or-later
// Which of the quantities changed, and what that makes of the comparison. Runs on: host. Pure.
#pragma once

#include "results-schema/comparison.hpp"

namespace cloister {

// Fills in probabilities, changes and the verdict, from the numbers and the rules that the comparison states.
void decide(Comparison& comparison);
// Fills in intervals, and what would have been found: for who reads it, and a hundred times the work.
void tell_bounds(Comparison& comparison);

// 0: not worse, 1: worse, 2: invalid or undecided.
int exit_code(ComparisonVerdict verdict);

} // namespace cloister
