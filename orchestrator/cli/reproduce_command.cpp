// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/chosen_machine.hpp"
#include "orchestrator/cli/commands.hpp"
#include "orchestrator/cli/measured_run.hpp"
#include "orchestrator/cli/print_report.hpp"
#include "orchestrator/judge/measured_on.hpp"
#include "orchestrator/reproduce/minimiser.hpp"
#include "orchestrator/reproduce/recipe.hpp"
#include "orchestrator/reproduce/reproduction_text.hpp"
#include "orchestrator/stages/gather_evidence.hpp"

#include <fmt/format.h>

namespace cloister {
namespace {

// The flags by which this trial would be asked for.
RunOptions as_asked(RunOptions options, const TrialRecord& record) {
    const TrialSpec& spec = record.spec;
    options.kernel = spec.cell.kernel;
    options.modes = spec.cell.mode;
    options.cpus = spec.cpus;
    options.isolated = spec.isolated.list();
    options.memory_mib = spec.memory_mib;
    options.subject = spec.subject;
    options.disturber = spec.disturber;
    if (spec.drains || spec.provocations)
        options.drains = spec.drains.value_or(spec.provocations.value_or(0) * spec.isolated.size());
    options.rate = spec.pages_per_second;
    options.seed = spec.seed;
    if (options.machine.empty() || record.machine.backend == "fake")
        options.machine = record.machine.backend;
    return options;
}

// The trial as it is stored: a mode's file may have changed since.
MakePlan plan_for(const Minimiser& minimiser) {
    return [&](const Scenario& scenario, const ModeCatalogue&, const KernelImage&) {
        Plan plan;
        plan.seed = scenario.seed;
        plan.trials = {minimiser.next().value()};
        return plan;
    };
}

std::optional<Plan> go_on(Minimiser& minimiser, const DoneTrial& done) {
    minimiser.learn(done.judged());
    const std::optional<TrialSpec> next = minimiser.next();
    if (!next)
        return std::nullopt;
    Plan plan = done.plan;
    plan.trials.push_back(*next);
    return plan;
}

Reproduction reproduction_of(const Target& target, const Minimiser& minimiser, const Evidence& evidence) {
    Reproduction reproduction;
    reproduction.number = target.interruption.number;
    reproduction.cause = target.interruption.cause;
    reproduction.sent_by_disturber = sent_by_disturber(target);
    reproduction.kernel = target.record.spec.cell.kernel;
    reproduction.mode = target.record.spec.cell.mode;
    tell_measured_on(evidence, reproduction);
    reproduction.attempts = minimiser.attempts();
    reproduction.least = minimiser.least();
    return reproduction;
}

void print(const Reproduction& reproduction, const std::string& recipe,
           const std::filesystem::path& directory) {
    fmt::print("{}", reproduction_text(reproduction));
    if (!recipe.empty())
        fmt::print("\non bare metal: {}\n\n{}", (directory / "recipe.sh").string(), recipe);
    fmt::print("\nrecord {}\n", directory.string());
}

} // namespace

int reproduce_command(const RunOptions& options, const std::filesystem::path& directory,
                      std::uint64_t number) {
    const RunDirectory source = RunDirectory::open(directory);
    const Target target = target_of(gather_evidence(source, source.plan(), Keep::interruptions), number);
    expect_our_workload(target.record.spec);
    const bool replays = target.record.machine.backend == "fake";
    Minimiser minimiser(target, options.patience, replays);
    const KernelImage kernel = kernel_of(target.record);
    const MeasuredRun run =
        measured_run(as_asked(options, target.record), plan_for(minimiser),
                     {[&](const DoneTrial& done) { return go_on(minimiser, done); }, true}, &kernel);
    Reproduction reproduction = reproduction_of(target, minimiser, run.conducted.evidence);
    reproduction.run = directory.string();
    const std::string recipe =
        reproduction.least
            ? bare_metal_recipe(minimiser.least_spec(), reproduction.cause, target.record.kernel)
            : "";
    run.directory.store(reproduction, recipe);
    if (!options.quiet && !run.conducted.interrupted)
        print(reproduction, recipe, run.directory.path());
    if (!options.json.empty())
        print_document(reproduction, options.json);
    if (run.conducted.interrupted)
        return tell_interrupted(run);
    return exit_code(reproduction);
}

} // namespace cloister
