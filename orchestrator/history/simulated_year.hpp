// SPDX-License-Identifier: GPL-2.0-or-later
// Histories of 365 nights in which it is known what changed, and when. They are put in as real runs are, read
// and judged as `cloister trend` does it: what it finds, in which morning, and what it finds that is not
// there. Runs on: host; for tests and benchmarks. The file lies in a directory of its own, which is gone
// afterwards.
#pragma once

#include "orchestrator/history/tracks.hpp"
#include "results-schema/cell.hpp"

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace cloister {

using Random = std::mt19937_64;

constexpr std::size_t year = 365; // nights

// What a cell counts, and how it comes.
enum class Nature {
    cost,          // instructions of an operation: as many every night
    claimed_none,  // what drains cause in remote mode: none
    by_chance,     // interruptions, of two causes, by the CPU second
    by_calls,      // the same by the drain call; the window's length is another thing
    restless,      // nights differ besides, by a tenth
    very_restless, // by three tenths
    with_bursts,   // one night in a hundred has three times as much
};

// A mean of a night: instructions, or counts in 20 CPU seconds and 500 drain calls.
struct SimulatedCell {
    Nature nature = Nature::by_chance;
    double before = 0;
    double after = 0;
    std::size_t changes_at = year; // the first night that is another one; year: none is
    std::size_t mended_at = year;  // as it was from here on
};

// Through a file of a history and back; the cells are named by their places: "0", "1", ….
std::vector<TrackRows> simulated_year(const std::vector<SimulatedCell>& cells, Random& random);

} // namespace cloister
