// SPDX-License-Identifier: GPL-2.0-or-later
// What gcov counted in the guest of a stored trial, of the lines that its kernel's patches touch; and these
// lines themselves. Runs on: host, with gcov of the kernel's compiler; needs no machine.
#pragma once

#include "orchestrator/coverage/trial_coverage.hpp"
#include "orchestrator/judge/evidence.hpp"
#include "orchestrator/store/run_directory.hpp"

#include <map>

namespace cloister {

// nullopt: its kernel was not profiled, or it did not come as far. What is there and cannot be read says why.
std::optional<TrialCoverage> read_coverage(const RunDirectory& run, const TrialRecord& record);

// Of every stored trial of its plan; what else a judge may look at is left out.
Evidence coverage_evidence(const RunDirectory& run);

// The touched files of a profiled kernel as they were compiled, by path beneath the tree's root. Errors: as
// RunDirectory.
std::map<std::string, std::string> read_touched_sources(const std::filesystem::path& notes);

} // namespace cloister
