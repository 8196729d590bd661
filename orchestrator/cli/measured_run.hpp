// SPDX-License-Identifier: GPL-2.0-or-later
// From the words of a command to a stored run: what can be refused is refused before anything is made or
// started, then guests are booted and measured. run, calibrate and reproduce differ in
// the plan alone.
// Runs on: host. Errors: LabError; a run that fails before its first record leaves nothing, later the error
// says where what was measured is.
#pragma once

#include "orchestrator/cli/run_options.hpp"
#include "orchestrator/conduct.hpp"
#include "orchestrator/judge/make_plan.hpp"

#include <functional>

namespace cloister {

using MakePlan =
    std::function<Plan(const Scenario& scenario, const ModeCatalogue& modes, const KernelImage& kernel)>;

struct MeasuredRun {
    RunDirectory directory;
    Conducted conducted;
    KernelImage kernel;
    std::vector<std::string> notes{}; // what was chosen on the way
};

// as_it_goes: what may change the plan (conduct.hpp). kernel: none is that of the options.
MeasuredRun measured_run(const RunOptions& options, const MakePlan& make_plan,
                         const PlanAsItGoes& as_it_goes = {}, const KernelImage* kernel = nullptr);

// The next disturber that drains takes the place of one that nobody asked for by name, and that does not
// drain on this kernel: the trial drain of its first guest tells.
MeasuredRun measured_run_that_drains(const RunOptions& options, const MakePlan& make_plan);

// A kernel of several that are measured in one go: it is there, and its directory may hold what was done
// of it before.
struct MeasuredStep {
    const KernelImage& kernel;
    const RunDirectory& directory;
    const OnProgress& on_progress;
    const OnRemark& on_remark;
};

// Goes on where the directory was left; what failed of our machinery there is done anew, and so is what was
// measured of another kernel or with another trial. disturber: the one that drained, asked for or not.
Conducted measured_step(const RunOptions& options, const MakePlan& make_plan, const MeasuredStep& step,
                        std::string& disturber);

// What measured_run() would do.
Plan planned(const RunOptions& options, const MakePlan& make_plan);

// Of a run that the user ended: tells on standard error where it is, and gives the exit code.
int tell_interrupted(const MeasuredRun& run);

} // namespace cloister
