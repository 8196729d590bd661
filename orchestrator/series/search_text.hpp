// SPDX-License-Identifier: GPL-2.0-or-later
// What cloister bisect asked and found, for a mail: 78 columns, ASCII.
// Runs on: host. Pure. Empty where it was not asked.
#pragma once

#include "results-schema/series.hpp"

namespace cloister {

std::string search_text(const SeriesReport& series);

} // namespace cloister
