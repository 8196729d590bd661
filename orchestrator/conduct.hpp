// SPDX-License-Identifier: GPL-2.0-or-later
// The straight line of a run: plan → boot → arm → measure → collect → judge. Every trial is stored before
// anything judges it.
// Runs on: host. Ctrl-C and its likes (stop_signals.hpp) end the guest, what there is is stored, and the
// result says so. Errors: LabError for what ends a run; what was measured before is stored.
#pragma once

#include "orchestrator/base/progress.hpp"
#include "orchestrator/judge/evidence.hpp"
#include "orchestrator/kernel/kernel_image.hpp"
#include "orchestrator/store/run_directory.hpp"

#include <functional>

namespace cloister {

class Machine;

// What was just done and stored, for who plans as it goes.
struct DoneTrial {
    const Plan& plan;
    const TrialRecord& record;
    std::function<JudgedTrial()> judged; // reads its trace
};

// Asked after each trial: the plan to go on with; nullopt: the same. What the new plan shares with the old
// one and was done is not done again, and what it leaves out stays where it is, and nothing judges it.
struct PlanAsItGoes {
    std::function<std::optional<Plan>(const DoneTrial&)> next;
    bool open_ended = false; // nobody knows how many trials there will be
};

struct Conducted {
    Evidence evidence; // in the order of the plan
    Report report;
    bool interrupted = false;
};

// What the directory holds of the plan already is not done again. cloister goes into every record; a test
// that does not look there leaves it out.
Conducted conduct(Plan plan, const KernelImage& kernel, Machine& machine, const RunDirectory& run,
                  const OnProgress& on_progress, const CloisterFacts& cloister = {},
                  const OnRemark& on_remark = {}, const PlanAsItGoes& as_it_goes = {});

} // namespace cloister
