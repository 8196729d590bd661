// SPDX-License-Identifier: GPL-2.0-or-later
// Nights that are out of their row, each alone. What comes for one night again and again is how the row is,
// and no change. Runs on: host. Pure.
#pragma once

#include "orchestrator/statistics/change_points.hpp"

namespace cloister {

// A night that is out of its row: the one before and the one after are alike, or it is the last.
struct LoneNight {
    std::size_t at = 0;
    double times = 0; // the logarithm of how many times as much as in the night's level before
};

std::vector<LoneNight> lone_nights(const std::vector<Counted>& row, const std::vector<ChangePoint>& changes);
// Those that are no more than twice as far out as another one.
std::vector<std::size_t> repeated(const std::vector<LoneNight>& nights);

} // namespace cloister
