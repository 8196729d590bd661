// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/exported_runs.hpp"

#include "orchestrator/explain/explain.hpp"
#include "orchestrator/history/kept_run.hpp"
#include "orchestrator/stages/gather_evidence.hpp"

namespace cloister {
namespace {

// Numbered through all trials of a run, as explain tells them.
void number_from(std::uint64_t before, TrialInterruptions& trial) {
    for (Interruption& interruption : trial.interruptions) {
        interruption.number += before;
        if (interruption.follows)
            *interruption.follows += before;
    }
}

ExportedTrial exported_trial(const RunDirectory& run, TrialRecord record, Seen seen,
                             std::uint64_t& numbered) {
    Evidence evidence{judged_trial(run, std::move(record), Keep::interruptions)};
    ExportedTrial trial;
    trial.not_counted = why_not_counted(evidence.front());
    if (evidence.front().record.outcome == Outcome::kernel_failed)
        trial.not_counted = name_of(Outcome::kernel_failed);
    Interruptions told = explain(evidence);
    trial.record = std::move(evidence.front().record);
    if (told.trials.empty())
        return trial;
    TrialInterruptions& window = told.trials.front();
    trial.causes = causes_of(window);
    trial.lengths = lengths_of(window);
    number_from(numbered, window);
    numbered += window.interruptions.size();
    if (seen == Seen::all)
        trial.seen = std::move(window);
    return trial;
}

ExportedRun exported_run(const RunDirectory& run, const std::string& name, Seen seen) {
    ExportedRun exported;
    exported.name = name;
    exported.cost = run.cost();
    if (!run.has_plan())
        return exported;
    exported.report = run.report();
    std::uint64_t numbered = 0;
    for (const TrialSpec& spec : run.plan().trials)
        if (std::optional<TrialRecord> record = run.record(spec))
            exported.trials.push_back(exported_trial(run, *std::move(record), seen, numbered));
    return exported;
}

ExportedRun unbuilt(const SeriesReport& series, const StepReport& step, const std::string& name) {
    ExportedRun exported;
    exported.name = name + "/" + step.kernel;
    exported.unbuilt = UnbuiltKernel{step.kernel, series.source.value_or("")};
    Report& report = exported.report.emplace();
    report.machine = series.machine;
    report.times_indicative = series.times_indicative;
    report.not_measured = series.not_measured;
    report.verdict = Verdict::refuted;
    report.claims = {{"builds", Verdict::refuted, step.reason.value_or("it does not build"), {}}};
    return exported;
}

} // namespace

std::vector<ExportedRun> exported_runs(const std::filesystem::path& directory, Seen seen) {
    std::vector<ExportedRun> runs;
    const std::vector<RunDirectory> places = RunDirectory::open_all(directory);
    // The same for every way that leads to it, as runs/latest.
    const std::string name = std::filesystem::canonical(directory).filename().string();
    for (const RunDirectory& place : places)
        runs.push_back(exported_run(
            place, place.path() == directory ? name : name + "/" + place.path().filename().string(), seen));
    if (std::filesystem::exists(directory / "series.json")) {
        const SeriesReport series = *RunDirectory::of_series(directory).series();
        for (const StepReport& step : series.steps)
            if (step.state == StepState::build_failed)
                runs.push_back(unbuilt(series, step, name));
    }
    return runs;
}

} // namespace cloister
