// SPDX-License-Identifier: GPL-2.0-or-later
// Two series of trials, each with values of its own, as times: is the median another, and by which factor?
// Nothing is assumed of how they are distributed. Values of one trial belong together (the same boot, the
// same minute of the host), so that trials are what is drawn and swapped; one trial a side can tell nothing.
// Runs on: host. Pure: what is drawn follows from the seed.
#pragma once

#include "orchestrator/statistics/rates.hpp"

namespace cloister {

using ValuesByTrial = std::vector<std::vector<double>>;

struct ComparedMedians {
    double old_median = 0;
    double new_median = 0;
    double ratio = 1;
    Bounds bounds;          // of the ratio: bootstrap, percentiles (Efron, Annals of Statistics 7, 1979)
    double probability = 1; // that trials shuffled between the sides differ as much (Fisher 1935)
};

// That alone, without the bounds.
double probability_if_alike(const ValuesByTrial& old_side, const ValuesByTrial& new_side, std::uint64_t seed);
// Each side has a value, and all of them are above zero.
ComparedMedians compare_medians(const ValuesByTrial& old_side, const ValuesByTrial& new_side,
                                std::uint64_t seed, double confidence = usual_confidence);

} // namespace cloister
