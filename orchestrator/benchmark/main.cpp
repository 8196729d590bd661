// SPDX-License-Identifier: GPL-2.0-or-later
// How much a run costs beyond its windows and beyond booting its guests at all: `meson test --benchmark`.
//   overhead [REPETITIONS]
// Runs on: host; needs kernel 6.12 in the cache. Exit 1: above the bound, 2: the run is not upheld, so that
// its times say nothing; else as cloister.
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/temporary_directory.hpp"
#include "orchestrator/benchmark/overhead.hpp"
#include "orchestrator/benchmark/timed_machine.hpp"
#include "orchestrator/cli/chosen_machine.hpp"
#include "orchestrator/cli/installation.hpp"
#include "orchestrator/conduct.hpp"
#include "orchestrator/judge/make_plan.hpp"
#include "orchestrator/machine/qemu/qemu_machine.hpp"
#include "orchestrator/plan/load_modes.hpp"
#include "orchestrator/plan/load_scenario.hpp"
#include "orchestrator/plan/workload_names.hpp"
#include "orchestrator/report/report_text.hpp"

#include <fmt/format.h>

namespace cloister {
namespace {

namespace fs = std::filesystem;

// The issue's: what a trial may cost beyond its window and its boot, in boots.
constexpr double bound = 0.3;

// Its records and consoles stay for whoever looks for the reason.
struct NotUpheld : std::runtime_error {
    using std::runtime_error::runtime_error;
};

std::string kind_of(const TrialSpec& spec) {
    switch (subject_kind(spec.subject)) {
    case SubjectKind::none:
        return "boot";
    case SubjectKind::arms:
        return "drains";
    case SubjectKind::storms_batches:
        return "storm";
    case SubjectKind::spins:
        return "quiet";
    case SubjectKind::program:
        return "program";
    }
    return "";
}

// Known before the clock runs: a host proves its KVM once.
Accelerator accelerator(const Scenario& scenario, const fs::path& directory) {
    const fs::path initramfs = directory / "initramfs.cpio";
    const KernelImage kernel = kernel_of(scenario);
    write_initramfs(guest_programs(), kernel.modules, initramfs);
    return accelerator_of(scenario, kernel, initramfs, directory, {});
}

TrialTimes times_of(const TrialMoments& moments, const TrialRecord& record, Moment stored) {
    const Measurement& measurement = record.measurement.value();
    TrialTimes times;
    times.kind = kind_of(record.spec);
    times.bare_boot = moments.bare_boot;
    times.boot = moments.hello - moments.start;
    times.arming = measurement.arming;
    const Moment armed = times.kind == "boot" ? moments.finished : moments.armed;
    times.verify = armed - moments.hello - times.arming;
    times.window = measurement.window_closed - measurement.window_opened;
    times.harvest = measurement.harvest;
    times.edges = moments.finished - armed - times.window - times.harvest;
    times.trace = moments.farewell - moments.finished;
    times.farewell = moments.gone - moments.farewell;
    times.store = stored - moments.gone;
    return times;
}

// One run as `cloister run` does it, up to the text of its report.
RunTimes run_once(const Scenario& scenario, Accelerator accelerator, const fs::path& directory) {
    const Moment began = std::chrono::steady_clock::now();
    const KernelImage kernel = kernel_of(scenario);
    const Plan plan = make_plan(scenario, load_modes(kernel_data() / "modes"), kernel);
    const RunDirectory run = RunDirectory::create(directory);
    write_initramfs(guest_programs(), kernel.modules, run.initramfs());
    QemuMachine qemu(accelerator);
    TimedMachine machine(qemu);
    const Moment prepared = std::chrono::steady_clock::now();
    const Conducted conducted = conduct(plan, kernel, machine, run, {});
    const std::string text = report_text(conducted.report, Colour::no);
    const Moment ended = std::chrono::steady_clock::now();
    if (conducted.interrupted)
        throw LabError(Fault::interrupted, "benchmark", "ended by the user");
    if (conducted.report.verdict != Verdict::upheld)
        throw NotUpheld("the run is not upheld, its times say nothing:\n" + text + "\nit is kept in " +
                        directory.string());

    RunTimes times;
    times.prepare = prepared - began;
    times.wall = ended - began;
    for (std::size_t i = 0; i < plan.trials.size(); ++i) {
        const TrialMoments& moments = *machine.trials().at(i);
        const bool last = i + 1 == plan.trials.size();
        // The next trial's bare boot begins where this one is stored.
        const Moment stored = last ? moments.gone : machine.trials().at(i + 1)->bare_start;
        times.trials.push_back(times_of(moments, run.record(plan.trials[i]).value(), stored));
        times.wall -= moments.start - moments.bare_start;
    }
    times.judge = ended - machine.trials().back()->gone;
    return times;
}

int benchmark(std::size_t repetitions) {
    TemporaryDirectory directory;
    const Scenario each = load_scenario(scenario_data() / "quickstart.toml");
    const Accelerator chosen = accelerator(each, directory.path());
    fmt::print("what ./quickstart's run costs beyond its windows and bare boots, {}\n\n",
               accelerator_name(chosen));
    std::vector<RunTimes> runs;
    try {
        for (std::size_t i = 0; i < repetitions; ++i)
            runs.push_back(run_once(each, chosen, directory.path() / std::to_string(i)));
    } catch (const NotUpheld&) {
        directory.keep();
        throw;
    }
    fmt::print("{}", overhead_text(runs, bound));
    return median_overhead(runs) <= bound ? 0 : 1;
}

} // namespace
} // namespace cloister

int main(int count, char** words) {
    try {
        return cloister::benchmark(count > 1 ? std::stoul(words[1]) : 3);
    } catch (const cloister::LabError& error) {
        fmt::print(stderr, "overhead: {}\n", error.what());
        return 69;
    } catch (const std::exception& error) {
        fmt::print(stderr, "overhead: {}\n", error.what());
        return 2;
    }
}
