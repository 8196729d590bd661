// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/measured_run.hpp"

#include "orchestrator/base/digest.hpp"
#include "orchestrator/base/exit_code.hpp"
#include "orchestrator/base/stop_signals.hpp"
#include "orchestrator/calibrate/calibrate.hpp"
#include "orchestrator/cli/chosen_machine.hpp"
#include "orchestrator/cli/installation.hpp"
#include "orchestrator/cli/keep_in_history.hpp"
#include "orchestrator/cli/own_facts.hpp"
#include "orchestrator/cli/progress_line.hpp"
#include "orchestrator/figures/known_tools.hpp"
#include "orchestrator/machine/fake/fake_machine.hpp"
#include "orchestrator/plan/load_modes.hpp"
#include "orchestrator/plan/workload_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace cloister {
namespace {

// None where guests are real.
std::unique_ptr<fake::FakeMachine> fake_machine(const RunOptions& options, const Scenario& scenario) {
    const bool real = scenario.machine != MachineChoice::fake;
    if (real && !options.story.empty())
        throw LabError(Fault::wrong_use, "plan",
                       fmt::format("story '{}': real guests tell none, --machine fake does", options.story));
    if (real)
        return nullptr;
    fake::Story story = fake::story_named(options.story.empty() ? "upheld" : options.story);
    static const auto recorded =
        std::make_shared<const fake::Recordings>(fake::Recordings::load(recordings()));
    return std::make_unique<fake::FakeMachine>(recorded, std::move(story));
}

Plan plan_of(const Scenario& scenario, const KernelImage& kernel, const fake::FakeMachine* fake,
             const std::filesystem::path& modes_from, const MakePlan& make_plan) {
    Plan plan = make_plan(scenario, load_modes(kernel_data() / "modes", modes_from), kernel);
    if (fake != nullptr)
        fake->prepare(plan);
    return plan;
}

// What a program needs that is not there names its package, where it is one that is known.
ProgramFiles own_programs(const Scenario& scenario) {
    ProgramFiles files;
    for (const auto& command : {scenario.subject_command, scenario.disturber_command})
        if (command) {
            if (!std::filesystem::exists(command->front()))
                throw LabError(Fault::wrong_use, "plan",
                               command->front() + " is not there" + where_from(command->front()));
            files.merge(files_of_program(command->front()));
        }
    return files;
}

CloisterFacts facts_with(const ProgramFiles& own) {
    CloisterFacts facts = own_facts();
    for (const auto& [path, file] : own) {
        if (!facts.guest_programs)
            facts.guest_programs.emplace();
        (*facts.guest_programs)[path] = sha256_of_file(file);
    }
    return facts;
}

// All that can be refused before anything is made or started.
struct Prepared {
    Scenario scenario;
    KernelImage kernel;
    Plan plan;
    GuestPrograms programs;                  // of real guests
    std::unique_ptr<fake::FakeMachine> fake; // none where guests are real
};

Prepared prepare(const RunOptions& options, const MakePlan& make_plan, const KernelImage* kernel = nullptr) {
    expect_quiet_or_verbose(options);
    Prepared prepared;
    prepared.scenario = scenario_of(options);
    validate(prepared.scenario);
    prepared.fake = fake_machine(options, prepared.scenario);
    prepared.kernel = kernel != nullptr ? *kernel : kernel_of(prepared.scenario, options.source);
    prepared.plan =
        plan_of(prepared.scenario, prepared.kernel, prepared.fake.get(), options.modes_from, make_plan);
    if (!options.json.empty() && options.json != "-")
        expect_writable(options.json);
    if (prepared.fake)
        return prepared;
    expect_machine(prepared.scenario);
    prepared.programs = guest_programs();
    prepared.programs.own = own_programs(prepared.scenario);
    return prepared;
}

// A disturber is tried by the trial drain of each of its guests, and the first of them tells.
std::function<std::optional<Plan>(const DoneTrial&)> choose_disturber(Prepared& prepared,
                                                                      const RunOptions& options,
                                                                      const MakePlan& make_plan,
                                                                      std::vector<std::string>& notes) {
    return [&prepared, &options, &make_plan, &notes](const DoneTrial& done) -> std::optional<Plan> {
        Scenario& scenario = prepared.scenario;
        const std::optional<std::string> next = next_that_drains(scenario.disturber);
        if (scenario.disturber_asked || !next || !why_absent(done.record))
            return std::nullopt;
        notes.push_back(
            fmt::format("{} drains nothing on this kernel: {} took its place", scenario.disturber, *next));
        scenario.disturber = *next;
        return plan_of(scenario, prepared.kernel, prepared.fake.get(), options.modes_from, make_plan);
    };
}

bool counts_kernel_entries(const Plan& plan) {
    return std::any_of(plan.trials.begin(), plan.trials.end(),
                       [](const TrialSpec& spec) { return spec.kernel_entries; });
}

Conducted measure(const RunDirectory& run, const Prepared& prepared, const OnProgress& on_progress,
                  const OnRemark& on_remark, const PlanAsItGoes& as_it_goes, StopSignals& stop) {
    const CloisterFacts facts = facts_with(prepared.programs.own);
    const auto conduct_on = [&](Machine& machine) {
        return conduct(prepared.plan, prepared.kernel, machine, run, on_progress, facts, on_remark,
                       as_it_goes);
    };
    if (prepared.fake)
        return conduct_on(*prepared.fake);
    write_initramfs(prepared.programs, prepared.kernel.modules, run.initramfs());
    const std::unique_ptr<Machine> machine =
        machine_of(prepared.scenario,
                   accelerator_of(prepared.scenario, prepared.kernel, run.initramfs(), run.path(), on_remark),
                   counts_kernel_entries(prepared.plan) ? entry_counter() : std::filesystem::path());
    if (stop.raised())
        throw LabError(Fault::interrupted, "boot", "interrupted");
    return conduct_on(*machine);
}

Conducted conduct_in(const RunDirectory& run, const Prepared& prepared, const RunOptions& options,
                     const PlanAsItGoes& as_it_goes, StopSignals& stop) {
    try {
        ProgressLine progress(options.quiet, options.verbose);
        return measure(run, prepared, progress.sink(), progress.remark_sink(), as_it_goes, stop);
    } catch (const LabError& error) {
        if (run.has_records()) {
            keep_in_history(options, run);
            throw LabError(error.fault(), error.stage(),
                           std::string(error.what()) + "; the record is in " + run.path().string());
        }
        run.discard();
        throw;
    } catch (...) {
        if (!run.has_records())
            run.discard();
        throw;
    }
}

MeasuredRun run_prepared(const Prepared& prepared, const RunOptions& options,
                         const PlanAsItGoes& as_it_goes) {
    StopSignals stop;
    RunDirectory run = RunDirectory::create(
        options.directory.empty() ? std::nullopt : std::optional<std::filesystem::path>(options.directory));
    Conducted conducted = conduct_in(run, prepared, options, as_it_goes, stop);
    keep_in_history(options, run, conducted);
    return {std::move(run), std::move(conducted), prepared.kernel};
}

// The question had its answer: a finding about this kernel, or that it cannot be in this mode.
bool is_done(const TrialRecord& record, const KernelImage& kernel, const Plan& plan) {
    const auto same = std::find_if(plan.trials.begin(), plan.trials.end(), [&](const TrialSpec& spec) {
        return spec.cell == record.spec.cell && spec.repetition == record.spec.repetition;
    });
    return record.kernel.digest == kernel.facts.digest &&
           (record.outcome == Outcome::complete || record.outcome == Outcome::kernel_failed ||
            (record.failure && record.failure->stage == "verify")) &&
           (same == plan.trials.end() || document_line(*same) == document_line(record.spec));
}

// What is stored tells which disturbers do not drain, as well as what is measured now.
void choose_by_stored(const RunDirectory& directory, const PlanAsItGoes& as_it_goes, Prepared& prepared) {
    const std::vector<TrialRecord> records = directory.records();
    for (auto record = records.begin(); record != records.end();) {
        std::optional<Plan> next;
        if (record->spec.disturber == prepared.scenario.disturber)
            next = as_it_goes.next({prepared.plan, *record, {}});
        record = next ? records.begin() : record + 1;
        if (next)
            prepared.plan = *std::move(next);
    }
}

} // namespace

Plan planned(const RunOptions& options, const MakePlan& make_plan) {
    const Scenario scenario = scenario_of(options);
    validate(scenario);
    return plan_of(scenario, kernel_of(scenario, options.source), fake_machine(options, scenario).get(),
                   options.modes_from, make_plan);
}

MeasuredRun measured_run(const RunOptions& options, const MakePlan& make_plan, const PlanAsItGoes& as_it_goes,
                         const KernelImage* kernel) {
    return run_prepared(prepare(options, make_plan, kernel), options, as_it_goes);
}

MeasuredRun measured_run_that_drains(const RunOptions& options, const MakePlan& make_plan) {
    Prepared prepared = prepare(options, make_plan);
    std::vector<std::string> notes;
    const PlanAsItGoes as_it_goes{choose_disturber(prepared, options, make_plan, notes)};
    MeasuredRun run = run_prepared(prepared, options, as_it_goes);
    run.notes = std::move(notes);
    return run;
}

Conducted measured_step(const RunOptions& options, const MakePlan& make_plan, const MeasuredStep& step,
                        std::string& disturber) {
    Prepared prepared = prepare(options, make_plan, &step.kernel);
    for (const TrialRecord& record : step.directory.records())
        if (!is_done(record, step.kernel, prepared.plan))
            step.directory.forget(record.spec);
    std::vector<std::string> notes;
    const PlanAsItGoes as_it_goes{choose_disturber(prepared, options, make_plan, notes)};
    choose_by_stored(step.directory, as_it_goes, prepared);
    StopSignals stop;
    Conducted conducted =
        measure(step.directory, prepared, step.on_progress, step.on_remark, as_it_goes, stop);
    disturber = prepared.scenario.disturber;
    return conducted;
}

int tell_interrupted(const MeasuredRun& run) {
    fmt::print(stderr, "cloister: interrupted; what was measured is in {}\n", run.directory.path().string());
    return interrupted_exit;
}

} // namespace cloister
