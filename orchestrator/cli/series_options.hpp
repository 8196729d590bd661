// SPDX-License-Identifier: GPL-2.0-or-later
// The flags of `cloister series` and `cloister bisect` besides those that they share with `cloister run`:
// where the steps come from, and what is asked of each.
// Runs on: host. Errors: LabError{wrong_use} naming the flag.
#pragma once

#include "orchestrator/cli/run_options.hpp"
#include "orchestrator/kernel/series.hpp"

namespace cloister {

struct SeriesOptions {
    std::string recipe;
    std::string patches;
    std::vector<std::string> git; // DIR BASE..HEAD
    std::string mbox;
    std::vector<std::string> fragments; // of a config
    std::string steps;                  // "0,7": the others are left out
    std::vector<std::string> operations;
    bool no_cost = false;
    std::string cover_letter; // a file; "-": standard output
    std::string resume;       // a series' directory
    std::string cost;         // of bisect: OPERATION[:FIGURE]
    std::string cost_claim;   // of bisect: one that costs answer
    std::uint64_t by = 1;     // of --cost
    bool searches = false;    // for the first bad step, instead of walking all
};

void add_series_options(CLI::App& command, RunOptions& options, SeriesOptions& series);
void add_bisect_options(CLI::App& command, RunOptions& options, SeriesOptions& series);

SeriesSource source_of(const SeriesOptions& series);

} // namespace cloister
