// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/duration.hpp"
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/cli/commands.hpp"
#include "orchestrator/cli/measured_run.hpp"
#include "orchestrator/cli/print_report.hpp"
#include "orchestrator/judge/judge.hpp"
#include "orchestrator/plan/workload_names.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

std::string what_is_done(const TrialSpec& spec) {
    if (subject_kind(spec.subject) == SubjectKind::none)
        return "boot and read back";
    if (spec.provocations)
        return quantity(*spec.provocations, "provocation") + " of each isolated CPU";
    return spec.drains ? quantity(*spec.drains, "armed drain") : "window of " + duration_text(spec.duration);
}

void print_plan(const Plan& plan) {
    std::size_t mode = 0;
    std::size_t workload = 0;
    for (const TrialSpec& spec : plan.trials) {
        mode = std::max(mode, spec.cell.mode.size());
        workload = std::max(workload, spec.cell.workload.size());
    }
    for (const TrialSpec& spec : plan.trials)
        fmt::print("{:<{}}  {:<{}}  #{:<4}{}\n", spec.cell.mode, mode, spec.cell.workload, workload,
                   spec.repetition, what_is_done(spec));
    fmt::print("{} on kernel {}, {} CPUs, isolated {}; claims:\n", quantity(plan.trials.size(), "trial"),
               plan.trials.front().cell.kernel, plan.trials.front().cpus,
               plan.trials.front().isolated.list());
    for (const std::string& claim : plan.claims)
        fmt::print("  {}\n", claim);
}

} // namespace

int plan_command(const RunOptions& options) {
    const Plan plan = planned(options, make_plan);
    if (options.json.empty())
        print_plan(plan);
    else
        print_document(plan, options.json);
    return 0;
}

int run_command(const RunOptions& options) {
    if (options.dry_run)
        return plan_command(options);
    if (options.bisect)
        return run_for_git_bisect(options);
    const MeasuredRun run = measured_run_that_drains(options, make_plan);
    const Report& report = run.conducted.report;
    if (!options.quiet)
        print_report(report);
    if (!options.json.empty())
        print_document(report, options.json);
    if (!options.quiet) {
        for (const std::string& note : run.notes)
            fmt::print("note   {}\n", note);
        fmt::print("record {}\n", run.directory.path().string());
    }
    if (run.conducted.interrupted)
        return tell_interrupted(run);
    return exit_code(report.verdict);
}

} // namespace cloister
