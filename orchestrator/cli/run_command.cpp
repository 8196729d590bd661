// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/duration.hpp"
#include "orchestrator/base/exit_code.hpp"
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/base/stop_signals.hpp"
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
#include "orchestrator/machine/qemu/find_qemu.hpp"
#include "orchestrator/machine/qemu/prove_kvm.hpp"
#include "orchestrator/machine/qemu/qemu_machine.hpp"
#include "orchestrator/plan/load_modes.hpp"
#include "orchestrator/plan/workload_names.hpp"

#include <fmt/format.h>

#include <algorithm>
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

// A user's image or a mutant that does not boot says nothing about KVM.
bool is_known_to_boot(const std::string& reference) {
    const KernelReference kernel = parse_kernel_reference(reference);
    return !kernel.is_image() && kernel.mutant.empty();
}

std::string what_is_done(const TrialSpec& spec) {
    if (subject_kind(spec.subject) == SubjectKind::none)
        return "boot and read back";
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

// Automatic: KVM once a guest has reached its agent under it, TCG otherwise.
Accelerator accelerator_of(const Scenario& scenario, const KernelImage& kernel, const RunDirectory& run,
                           const OnRemark& on_remark) {
    if (scenario.accelerator == AcceleratorChoice::tcg)
        return Accelerator::tcg;
    GuestSpec spec;
    spec.kernel = kernel.image;
    spec.initramfs = run.initramfs();
    spec.cpus = 1;
    spec.memory_mib = 256;
    spec.directory = run.path();
    spec.on_remark = on_remark;
    const KvmProof proof = prove_kvm(std::move(spec), {kvm_memory(), is_known_to_boot(scenario.kernel)});
    if (proof.works)
        return Accelerator::kvm;
    if (scenario.accelerator == AcceleratorChoice::kvm)
        throw LabError(Fault::lab, "boot",
                       "no KVM: " + proof.why + "; --accel tcg runs anywhere, counts are exact");
    return Accelerator::tcg;
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

// All that can be refused before anything is made or started.
struct Prepared {
    Scenario scenario;
    KernelImage kernel;
    Plan plan;
    GuestPrograms programs;                  // of real guests
    std::unique_ptr<fake::FakeMachine> fake; // none where guests are real
};

Prepared prepare(const RunOptions& options) {
    if (options.quiet && options.verbose)
        throw LabError(Fault::wrong_use, "cli", "-q and -v contradict each other: give one of them");
    Prepared prepared;
    prepared.scenario = scenario_of(options);
    validate(prepared.scenario);
    prepared.fake = fake_machine(options, prepared.scenario);
    prepared.kernel = kernel_of(prepared.scenario);
    prepared.plan = plan_of(prepared.scenario, prepared.kernel, prepared.fake.get());
    if (!options.json.empty() && options.json != "-")
        expect_writable(options.json);
    if (prepared.fake)
        return prepared;
    expect_qemu();
    prepared.programs = guest_programs();
    return prepared;
}

Conducted measure(const RunDirectory& run, const Prepared& prepared, const RunOptions& options,
                  StopSignals& stop) {
    ProgressLine progress(options.quiet, options.verbose);
    const auto conduct_on = [&](Machine& machine) {
        return conduct(prepared.plan, prepared.kernel, machine, run, progress.sink(), own_facts(),
                       progress.remark_sink());
    };
    if (prepared.fake)
        return conduct_on(*prepared.fake);
    write_initramfs(prepared.programs, run.initramfs());
    QemuMachine machine(accelerator_of(prepared.scenario, prepared.kernel, run, progress.remark_sink()));
    if (stop.raised())
        throw LabError(Fault::interrupted, "boot", "interrupted");
    return conduct_on(machine);
}

// A run that fails before its first record leaves nothing; later it says where what was measured is.
Conducted conduct_in(const RunDirectory& run, const Prepared& prepared, const RunOptions& options,
                     StopSignals& stop) {
    try {
        return measure(run, prepared, options, stop);
    } catch (const LabError& error) {
        if (run.has_records())
            throw LabError(error.fault(), error.stage(),
                           std::string(error.what()) + "; the record is in " + run.path().string());
        run.discard();
        throw;
    } catch (...) {
        if (!run.has_records())
            run.discard();
        throw;
    }
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
    const Prepared prepared = prepare(options);
    StopSignals stop;
    const RunDirectory run = RunDirectory::create(
        options.directory.empty() ? std::nullopt : std::optional<std::filesystem::path>(options.directory));
    const Conducted conducted = conduct_in(run, prepared, options, stop);
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
