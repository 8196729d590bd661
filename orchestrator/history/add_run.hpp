// SPDX-License-Identifier: GPL-2.0-or-later
// A run into a history, in one transaction. Runs on: host. Errors: as HistoryFile; then nothing of it is
// there.
#pragma once

#include "orchestrator/history/history_file.hpp"
#include "orchestrator/history/kept_run.hpp"

namespace cloister {

struct Added {
    std::uint64_t run = 0;    // its number there
    std::uint64_t trials = 0; // that were not there before
    bool claims = false;      // were not kept before, as of a run that landed when none were
};

// A run is known by its trials: one that was moved, or has grown since, is the same, and what is new of it is
// added. What it came to, claim by claim, takes the place of what it came to before. nullopt: it has no
// trials.
std::optional<Added> add_run(HistoryFile& history, const KeptRun& run);

} // namespace cloister
