// SPDX-License-Identifier: GPL-2.0-or-later
// A run directory → what a judge may look at. Traces are decoded and observed anew each time, in memory that
// does not grow with them, unless every interruption is to be kept.
// Runs on: host; needs no machine. A file whose digest is not the recorded one is a loss, so nothing is
// upheld on it. Errors: as RunDirectory.
#pragma once

#include "orchestrator/judge/evidence.hpp"
#include "orchestrator/store/run_directory.hpp"
#include "orchestrator/trace/observe.hpp"

namespace cloister {

JudgedTrial judged_trial(const RunDirectory& run, TrialRecord record, Keep keep = Keep::counts);

// In the order of the plan; trials that were not run are not there.
Evidence gather_evidence(const RunDirectory& run, const Plan& plan, Keep keep = Keep::counts);

} // namespace cloister
