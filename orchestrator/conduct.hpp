// SPDX-License-Identifier: GPL-2.0-or-later
// The straight line of a run: plan → boot → arm → measure → collect → judge. Every trial is stored before
// anything judges it.
// Runs on: host. Ctrl-C and its likes (stop_signals.hpp) end the guest, what there is is stored, and the
// result says so. Errors: LabError for what ends a run; what was measured before is stored.
#pragma once

#include "orchestrator/base/progress.hpp"
#include "orchestrator/judge/evidence.hpp"
#include "orchestrator/machine/machine.hpp"
#include "orchestrator/store/run_directory.hpp"

#include <functional>

namespace cloister {

// What else to do, asked when all that was planned is done, with the evidence of what was done since it was
// asked last. Nothing: that was all.
using MoreTrials = std::function<std::vector<TrialSpec>(const Evidence& news)>;

struct Conducted {
    Evidence evidence; // in the order of the plan
    Report report;
    bool interrupted = false;
};

// cloister goes into every record; a test that does not look there leaves it out. With more, the plan grows,
// and is stored before each trial that it gains.
Conducted conduct(Plan plan, const KernelImage& kernel, Machine& machine, const RunDirectory& run,
                  const OnProgress& on_progress, const CloisterFacts& cloister = {},
                  const OnRemark& on_remark = {}, const MoreTrials& more = {});

} // namespace cloister
