// SPDX-License-Identifier: GPL-2.0-or-later
// A series as a reviewer reads it and pastes it into a mail: 78 columns, ASCII. Base, machine, command line;
// step by step what drains caused, what operations cost, and the verdict; the first bad step by its name.
// Runs on: host. Pure.
#pragma once

#include "results-schema/series.hpp"

namespace cloister {

std::string series_text(const SeriesReport& series);

} // namespace cloister
