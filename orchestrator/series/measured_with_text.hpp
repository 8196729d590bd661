// SPDX-License-Identifier: GPL-2.0-or-later
// What a series was measured with: the lines that each of its texts begins with.
// Runs on: host. Pure.
#pragma once

#include "results-schema/series.hpp"

namespace cloister {

std::string measured_with_text(const SeriesReport& series);

} // namespace cloister
