// SPDX-License-Identifier: GPL-2.0-or-later
// `git bisect run` takes every exit code from 1 to 127 but 125 for a bad commit. So whatever is no answer
// about this commit must end the bisection, or be 125.
#include "orchestrator/base/exit_code.hpp"
#include "orchestrator/cli/chosen_machine.hpp"
#include "orchestrator/cli/commands.hpp"
#include "orchestrator/cli/installation.hpp"
#include "orchestrator/cli/measured_run.hpp"
#include "orchestrator/cli/print_report.hpp"
#include "orchestrator/cli/progress_line.hpp"
#include "orchestrator/kernel/build_kernel.hpp"
#include "orchestrator/kernel/kernel_cache.hpp"
#include "orchestrator/machine/fake/no_kernel.hpp"
#include "orchestrator/plan/load_modes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace cloister {
namespace {

constexpr int good = 0;
constexpr int bad = 1;
constexpr int untestable = 125;
constexpr int ends_the_bisection = 128; // and the exit code that it has otherwise

int cannot_be_tested(const std::string& why) {
    fmt::print(stderr, "cloister: this commit cannot be tested: {}\n", why);
    return untestable;
}

int end_the_bisection(const LabError& error) {
    fmt::print(stderr, "cloister: {}\n", error.what());
    return error.fault() == Fault::interrupted ? interrupted_exit
                                               : ends_the_bisection + exit_code(error.fault());
}

// What does not depend on the commit.
Scenario prepared(const RunOptions& options) {
    if (options.source.empty() && options.kernel.find('/') == std::string::npos && options.machine != "fake")
        throw LabError(
            Fault::wrong_use, "cli",
            "--bisect tests a kernel of yours: name its tree with --source, or its image with --kernel");
    Scenario scenario = scenario_of(options);
    make_plan(scenario, load_modes(kernel_data() / "modes", options.modes_from), fake::no_kernel("any"));
    if (scenario.machine != MachineChoice::fake) {
        expect_machine(scenario);
        guest_programs();
    }
    return scenario;
}

void build(const RunOptions& options, const Scenario& scenario) {
    if (options.source.empty() || scenario.machine == MachineChoice::fake)
        return;
    ProgressLine progress(options.quiet, options.verbose);
    build_kernel(parse_kernel_reference(scenario.kernel), kernel_room(options.source), progress.sink());
}

int answer_of(const MeasuredRun& run) {
    const Conducted& conducted = run.conducted;
    if (std::any_of(conducted.evidence.begin(), conducted.evidence.end(),
                    [](const JudgedTrial& trial) { return failed_at_boot(trial.record); }))
        return cannot_be_tested("it does not boot; see " + run.directory.path().string());
    switch (conducted.report.verdict) {
    case Verdict::upheld:
        return good;
    case Verdict::refuted:
        return bad;
    case Verdict::invalid:
    case Verdict::undecided:
        break;
    }
    return cannot_be_tested("its evidence is " + name_of(conducted.report.verdict) + "; see " +
                            run.directory.path().string());
}

} // namespace

int run_for_git_bisect(const RunOptions& options) {
    Scenario scenario;
    try {
        scenario = prepared(options);
    } catch (const LabError& error) {
        return end_the_bisection(error);
    }
    try {
        build(options, scenario);
    } catch (const LabError& error) {
        return error.fault() == Fault::lab ? cannot_be_tested(error.what()) : end_the_bisection(error);
    }
    try {
        const MeasuredRun run = measured_run_that_drains(options, make_plan);
        if (!options.quiet)
            print_report(run.conducted.report);
        return run.conducted.interrupted ? tell_interrupted(run) : answer_of(run);
    } catch (const LabError& error) { // a mode that this commit does not have, or no machine
        return error.fault() == Fault::wrong_use ? cannot_be_tested(error.what()) : end_the_bisection(error);
    }
}

} // namespace cloister
