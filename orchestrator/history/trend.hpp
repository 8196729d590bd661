// SPDX-License-Identifier: GPL-2.0-or-later
// Rows of a history → from which run on what is another one. Runs on: host. Pure.
#pragma once

#include "orchestrator/history/tracks.hpp"

namespace cloister {

struct TrendRules {
    double false_alarms = 0.01; // for one among all that is told
    double least_effect = 0.2;
};

// history: its name.
Trend trend_of(const std::string& history, const std::vector<TrackRows>& tracks, const TrendRules& rules);

} // namespace cloister
