// SPDX-License-Identifier: GPL-2.0-or-later
// A trend and a list of runs for a person, at 80 columns. Runs on: host. Pure.
#pragma once

#include "results-schema/history.hpp"

namespace cloister {

std::string trend_text(const Trend& trend);
std::string history_text(const History& history);

} // namespace cloister
