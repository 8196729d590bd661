// SPDX-License-Identifier: GPL-2.0-or-later
// Tracks as a history has them. Runs on: host. Errors: as HistoryFile.
#pragma once

#include "orchestrator/history/history_file.hpp"
#include "orchestrator/history/tracks.hpp"

namespace cloister {

// By cell, those of one cell by the time of their first run.
std::vector<TrackRows> read_tracks(HistoryFile& history, const TrackChoice& choice);
// All that there are, for a mistyped one: "6.12,local,spin+none".
std::vector<Cell> read_cells(HistoryFile& history);

} // namespace cloister
