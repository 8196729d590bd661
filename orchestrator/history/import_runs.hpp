// SPDX-License-Identifier: GPL-2.0-or-later
// A directory of a run, of costs or of a series, as it is stored → a history. Judged anew, without a machine.
// Runs on: host. Errors: as RunDirectory and HistoryFile.
#pragma once

#include "orchestrator/history/add_run.hpp"

namespace cloister {

// Whether the fake machine's runs, which measure nothing, are wanted.
enum class FakeRuns { refused, taken };

// Of a series each step. Nothing is written.
std::vector<KeptRun> stored_runs(const std::filesystem::path& directory, FakeRuns fake);

struct Imported {
    std::string directory;
    Added added;
};

// Each run in one transaction; one that has no trial yet is left out.
std::vector<Imported> import_runs(HistoryFile& history, const std::vector<KeptRun>& runs);

} // namespace cloister
