// SPDX-License-Identifier: GPL-2.0-or-later
// A run directory → what a judge may look at. Traces are decoded and observed anew each time.
// Runs on: host; needs no machine. A file whose digest is not the recorded one is a loss, so nothing is
// upheld on it. Errors: as RunDirectory.
#pragma once

#include "orchestrator/judge/evidence.hpp"
#include "orchestrator/store/run_directory.hpp"

namespace cloister {

JudgedTrial judged_trial(const RunDirectory& run, TrialRecord record);

// In the order of the plan; trials that were not run are not there.
Evidence gather_evidence(const RunDirectory& run, const Plan& plan);

} // namespace cloister
