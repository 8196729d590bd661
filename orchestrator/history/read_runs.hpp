// SPDX-License-Identifier: GPL-2.0-or-later
// The runs that a history knows: chosen ones, newest first; or the one that a person means.
// Runs on: host. Errors: as HistoryFile; LabError{wrong_use} for a run that is not there.
#pragma once

#include "orchestrator/history/history_file.hpp"
#include "results-schema/history.hpp"

namespace cloister {

// What is empty, or 0, is any.
struct RunChoice {
    std::string kernel;
    std::string mode;
    std::string since; // UTC, or the beginning of it
    std::uint64_t most = 0;
    std::uint64_t number = 0; // that run alone
};

History read_runs(HistoryFile& history, const RunChoice& choice);

// name: its number, or a time or the beginning of one, of which the last run is meant: "17", "2026-11-26".
struct FoundRun {
    RunMark run;
    std::vector<std::string> identities; // of its trials
};
FoundRun find_run(HistoryFile& history, const std::string& name);

} // namespace cloister
