// SPDX-License-Identifier: GPL-2.0-or-later
// A history of nights that were drawn, put in by the same code as real runs: 100 cells, 10 repetitions and 6
// claims a night. Once in all those years, after 700 nights, something became twice as much. Runs on: host.
#pragma once

#include "orchestrator/history/add_run.hpp"

#include <random>

namespace cloister {

constexpr std::uint64_t drawn_cells = 100;
constexpr std::uint64_t drawn_repetitions = 10;

void add_night(HistoryFile& history, std::uint64_t night, std::mt19937_64& random);

} // namespace cloister
