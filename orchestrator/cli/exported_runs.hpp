// SPDX-License-Identifier: GPL-2.0-or-later
// A directory of a run, of costs or of a series → what is exported of it; of a series each step, and one that
// does not build as a refuted claim "builds". Traces are read anew: whether a trial's counts prove anything
// is not asked of a report that was written once. Runs on: host. Errors: as RunDirectory.
#pragma once

#include "orchestrator/report/export/exported_run.hpp"

#include <filesystem>

namespace cloister {

// Whether ExportedTrial::seen is wanted, which takes memory for every interruption.
enum class Seen { sums, all };

std::vector<ExportedRun> exported_runs(const std::filesystem::path& directory, Seen seen);

} // namespace cloister
