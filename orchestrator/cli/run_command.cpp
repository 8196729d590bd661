// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/duration.hpp"
#include "orchestrator/base/exit_code.hpp"
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/cli/commands.hpp"
#include "orchestrator/cli/installation.hpp"
#include "orchestrator/cli/own_facts.hpp"
#include "orchestrator/cli/print_report.hpp"
#include "orchestrator/cli/progress_line.hpp"
#include "orchestrator/conduct.hpp"
#include "orchestrator/judge/judge.hpp"
#include "orchestrator/judge/make_plan.hpp"
#include "orchestrator/kernel/build_kernel.hpp"
#include "orchestrator/kernel/kernel_cache.hpp"
#include "orchestrator/machine/fake/fake_machine.hpp"
#include "orchestrator/machine/qemu/prove_kvm.hpp"
#include "orchestrator/machine/qemu/qemu_machine.hpp"
#include "orchestrator/plan/load_modes.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace cloister {
namespace {

KernelImage kernel_of(const Scenario& scenario) {
    if (scenario.machine == MachineChoice::fake)
        return fake::no_kernel(scenario.kernel);
    KernelImage kernel =
        find_kernel(parse_kernel_reference(scenario.kernel), {kernel_data(), cache_directory(), {}});
    kernel.facts.reference = scenario.kernel;
    return kernel;
}

void print_plan(const Plan& plan) {
    for (const TrialSpec& spec : plan.trials)
        fmt::print("{:<8}{:<28}#{:<4}{}\n", spec.cell.mode, spec.cell.workload, spec.repetition,
                   spec.drains ? quantity(*spec.drains, "armed drain")
                               : "window of " + duration_text(spec.duration));
    fmt::print("{} on kernel {}, {} CPUs, isolated {}; claims:\n", quantity(plan.trials.size(), "trial"),
               plan.trials.front().cell.kernel, plan.trials.front().cpus,
               plan.trials.front().isolated.list());
    for (const std::string& claim : plan.claims)
        fmt::print("  {}\n", claim);
}

// Automatic: KVM once a guest has reached its agent under it, TCG otherwise.
Accelerator accelerator_of(const Scenario& scenario, const KernelImage& kernel, const RunDirectory& run) {
    switch (scenario.accelerator) {
    case AcceleratorChoice::kvm:
        return Accelerator::kvm;
    case AcceleratorChoice::tcg:
        return Accelerator::tcg;
    case AcceleratorChoice::automatic:
        break;
    }
    GuestSpec spec;
    spec.kernel = kernel.image;
    spec.initramfs = run.initramfs();
    spec.cpus = 1;
    spec.memory_mib = 256;
    spec.directory = run.path();
    return prove_kvm(std::move(spec), kvm_memory()).works ? Accelerator::kvm : Accelerator::tcg;
}

// None where guests are real.
std::unique_ptr<fake::FakeMachine> fake_machine(const RunOptions& options, const Scenario& scenario) {
    const bool real = scenario.machine != MachineChoice::fake;
    if (real && !options.story.empty())
        throw LabError(Fault::wrong_use, "plan",
                       fmt::format("story '{}': real guests tell none, --machine fake does", options.story));
    if (real)
        return nullptr;
    fake::Story story = fake::story_named(options.story.empty() ? "upheld" : options.story);
    return std::make_unique<fake::FakeMachine>(fake::Recordings::load(recordings()), std::move(story));
}

Plan plan_of(const Scenario& scenario, const KernelImage& kernel, const fake::FakeMachine* fake) {
    Plan plan = make_plan(scenario, load_modes(kernel_data() / "modes"), kernel);
    if (fake != nullptr)
        fake->prepare(plan);
    return plan;
}

std::unique_ptr<Machine> real_machine(const GuestPrograms& programs, const Scenario& scenario,
                                      const KernelImage& kernel, const RunDirectory& run) {
    write_initramfs(programs, run.initramfs());
    return std::make_unique<QemuMachine>(accelerator_of(scenario, kernel, run));
}

} // namespace

int plan_command(const RunOptions& options) {
    const Scenario scenario = scenario_of(options);
    validate(scenario);
    const Plan plan = plan_of(scenario, kernel_of(scenario), fake_machine(options, scenario).get());
    if (options.json.empty())
        print_plan(plan);
    else
        print_json(write_document(plan), options.json);
    return 0;
}

int run_command(const RunOptions& options) {
    if (options.dry_run)
        return plan_command(options);
    const Scenario scenario = scenario_of(options);
    validate(scenario);
    std::unique_ptr<fake::FakeMachine> fake = fake_machine(options, scenario);
    const KernelImage kernel = kernel_of(scenario);
    const Plan plan = plan_of(scenario, kernel, fake.get());
    const GuestPrograms programs = fake ? GuestPrograms{} : guest_programs();
    const RunDirectory run = RunDirectory::create(
        options.directory.empty() ? std::nullopt : std::optional<std::filesystem::path>(options.directory));
    const std::unique_ptr<Machine> machine =
        fake ? std::unique_ptr<Machine>(std::move(fake)) : real_machine(programs, scenario, kernel, run);
    Conducted conducted;
    {
        ProgressLine progress(options.quiet);
        conducted = conduct(plan, kernel, *machine, run, progress.sink(), own_facts());
    }
    if (!options.quiet)
        print_report(conducted.report);
    if (!options.json.empty())
        print_json(write_document(conducted.report), options.json);
    if (!options.quiet)
        fmt::print("record {}\n", run.path().string());
    if (conducted.interrupted) {
        fmt::print(stderr, "cloister: interrupted; what was measured is in {}\n", run.path().string());
        return interrupted_exit;
    }
    return exit_code(conducted.report.verdict);
}

} // namespace cloister
