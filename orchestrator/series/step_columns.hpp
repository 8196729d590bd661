// SPDX-License-Identifier: GPL-2.0-or-later
// A series at a glance, for a terminal of 80 columns: what drains caused and what operations cost, a column a
// step. Runs on: host. Pure.
#pragma once

#include "results-schema/series.hpp"

namespace cloister {

// Steps that were left out have no column. Empty where nothing was measured.
std::string step_columns(const SeriesReport& series);

} // namespace cloister
