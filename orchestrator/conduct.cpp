// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/conduct.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/until_stopped.hpp"
#include "orchestrator/base/utc_time.hpp"
#include "orchestrator/judge/judge.hpp"
#include "orchestrator/machine/host_facts.hpp"
#include "orchestrator/machine/machine.hpp"
#include "orchestrator/machine/qemu/pin_vcpus.hpp"
#include "orchestrator/stages/gather_evidence.hpp"
#include "orchestrator/stages/lost_guest.hpp"
#include "orchestrator/stages/run_trial.hpp"

#include <algorithm>

namespace cloister {
namespace {

struct Run {
    Plan plan;
    const KernelImage& kernel;
    const SystemMap symbols;
    Machine& machine;
    const RunDirectory& directory;
    const CloisterFacts& cloister;
    const OnProgress& on_progress;
    const OnRemark& on_remark;
    const PlanAsItGoes& as_it_goes;
};

// One bar for the whole run, unless nobody knows how long that is; within a trial the agent is left alone, so
// there is nothing to count.
OnProgress progress_of(const Run& run, std::size_t trial) {
    if (!run.on_progress)
        return {};
    return [&run, trial](const ProgressStep& step) {
        run.on_progress(
            {step.what, step.stage, trial, run.as_it_goes.open_ended ? 0 : run.plan.trials.size()});
    };
}

// What ended the trial is told rather than that its record cannot be written either: a full disk.
void store(const Run& run, TrialRecord& record, const Caught<void>& trial) {
    try {
        run.directory.store(record);
    } catch (...) {
        trial.take();
        throw;
    }
}

TrialRecord begun(const Run& run, const TrialSpec& spec) {
    TrialRecord record;
    record.spec = spec;
    record.started = utc_now();
    record.cloister = run.cloister;
    record.host = read_host_facts(host_cpus_of(spec.isolated, usable_cpus()));
    record.kernel = run.kernel.facts;
    return record;
}

Task<TrialRecord> run_one(const Run& run, std::size_t index) {
    const TrialSpec& spec = run.plan.trials[index];
    const std::filesystem::path directory = run.directory.trial(spec);
    std::filesystem::create_directories(directory);
    const TrialSetUp set_up{
        run.machine,  run.kernel, run.symbols, run.directory.initramfs(), directory, progress_of(run, index),
        run.on_remark};
    std::vector<Failure> lost;
    for (;;) {
        TrialRecord record = begun(run, spec);
        const Caught<void> trial = co_await caught(run_trial(set_up, record));
        if (std::optional<Failure> failure = lost_guest(directory, record, lost.size())) {
            lost.push_back(*std::move(failure));
            continue;
        }
        if (!lost.empty())
            record.lost_guests = std::move(lost);
        store(run, record, trial);
        trial.take();
        co_return record;
    }
}

// Whether there is another plan to go on with.
bool plans_anew(Run& run, const TrialRecord& record) {
    if (!run.as_it_goes.next)
        return false;
    const auto judged = [&] { return judged_trial(run.directory, record); };
    std::optional<Plan> next = run.as_it_goes.next({run.plan, record, judged});
    if (!next)
        return false;
    run.plan = *std::move(next);
    run.directory.store(run.plan);
    return true;
}

// The plan's first trial from there on that is not stored yet; the number of them where all are.
std::size_t undone_from(const Run& run, std::size_t index) {
    const auto& trials = run.plan.trials;
    const auto undone = std::find_if(trials.begin() + static_cast<std::ptrdiff_t>(index), trials.end(),
                                     [&](const TrialSpec& spec) { return !run.directory.has_record(spec); });
    return static_cast<std::size_t>(undone - trials.begin());
}

Task<void> run_all(Run& run) {
    std::size_t index = undone_from(run, 0);
    while (index < run.plan.trials.size()) {
        const TrialRecord record = co_await run_one(run, index);
        index = undone_from(run, plans_anew(run, record) ? 0 : index + 1);
    }
}

// The failure that ended the run is what is told, not that this failed of the same: a full disk.
void report_what_there_is(const Plan& plan, const RunDirectory& directory) {
    try {
        directory.store(judge(plan, gather_evidence(directory, plan)));
    } catch (const std::exception&) {
    }
}

} // namespace

Conducted conduct(Plan plan, const KernelImage& kernel, Machine& machine, const RunDirectory& directory,
                  const OnProgress& on_progress, const CloisterFacts& cloister, const OnRemark& on_remark,
                  const PlanAsItGoes& as_it_goes) {
    StopSignals stop;
    directory.store(plan);
    directory.keep(kernel);
    Run run{std::move(plan), kernel,    read_system_map(kernel), machine, directory, cloister, on_progress,
            on_remark,       as_it_goes};
    Conducted conducted;
    try {
        conducted.interrupted = run_until_stopped(run_all(run), stop);
    } catch (...) {
        report_what_there_is(run.plan, directory);
        throw;
    }
    conducted.evidence = gather_evidence(directory, run.plan);
    conducted.report = judge(run.plan, conducted.evidence);
    directory.store(conducted.report);
    return conducted;
}

} // namespace cloister
