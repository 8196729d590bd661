// SPDX-License-Identifier: GPL-2.0-or-later
// A row of counts, one a night, each with what it was counted over: from which night on is it another level?
// Runs on: host. Pure.
//
// Rates: each split of each of many intervals is looked at: the whole row, its halves, theirs, each with one
// that lies over both (seeded binary segmentation, Kovács and others, Biometrika 110, 2023), so that what
// came and went again is found as well. A split is told by the exact test of two counts (rates.hpp), times
// the number of splits that were looked at (Bonferroni). Besides, it must be clear if nights differ by more
// than chance, as a share of their rate: each such spread is as likely as it makes the differences of
// neighbours, and before these tell anything, three tenths are usual. What is out of its row for one night,
// and was so before, is how the row is.
#pragma once

#include "orchestrator/statistics/rates.hpp"

namespace cloister {

// over: as Exposure, in units that are the same for all nights; a cost has none. None of them is zero.
struct Counted {
    std::uint64_t number = 0;
    std::vector<double> over{};
};

struct ChangePoint {
    std::size_t at = 0; // the first night of the new level
    // That a row without any change shows one as clear; absent: no test was needed.
    std::optional<double> probability{};
};

// What comes by itself. rule.level: for one false alarm in the whole row.
std::vector<ChangePoint> changes_of_rate(const std::vector<Counted>& row, const RateRule& rule);
// Claimed to be none: the first one is a change, and no test softens that. From there on it is a rate.
std::vector<ChangePoint> changes_of_none(const std::vector<Counted>& row, const RateRule& rule);
// N by design, or to the instruction: whatever differs is a change.
std::vector<ChangePoint> changes_exactly(const std::vector<Counted>& row);

} // namespace cloister
