// SPDX-License-Identifier: GPL-2.0-or-later
// A trend for a person, at 80 columns. Runs on: host. Pure.
#pragma once

#include "results-schema/trend.hpp"

namespace cloister {

std::string trend_text(const Trend& trend);
// Parts of it, unwrapped: "12 in 400 CPU seconds"; "0 in 200 drain calls → 383 in 50 drain calls"; which
// kernels and revisions of Cloister lie between.
std::string level_text(const Level& level, const TrendQuantity& quantity);
std::string levels_text(const TrendChange& change, const TrendQuantity& quantity);
std::string between_text(const TrendChange& change);

} // namespace cloister
