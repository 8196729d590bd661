// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/history/import_runs.hpp"

#include "orchestrator/judge/judge.hpp"
#include "orchestrator/stages/gather_evidence.hpp"

namespace cloister {
namespace {

KeptRun kept(const RunDirectory& run) {
    // The same for every way that leads to it, as runs/latest.
    const std::string directory = std::filesystem::canonical(run.path()).string();
    const std::optional<Cost> cost = run.cost();
    std::optional<Report> report;
    Evidence evidence;
    if (run.has_plan()) {
        const Plan plan = run.plan();
        evidence = gather_evidence(run, plan);
        report = judge(plan, evidence);
    }
    return kept_run(directory, evidence, report, cost);
}

} // namespace

std::vector<KeptRun> stored_runs(const std::filesystem::path& directory, FakeRuns fake) {
    std::vector<KeptRun> all;
    for (const RunDirectory& run : RunDirectory::open_all(directory))
        if (const KeptRun& keep = all.emplace_back(kept(run)); keep.is_fake && fake == FakeRuns::refused)
            throw LabError(Fault::wrong_use, "history",
                           run.path().string() +
                               " is of the fake machine, which measures nothing: name a file of "
                               "its own with --history");
    return all;
}

std::vector<Imported> import_runs(HistoryFile& history, const std::vector<KeptRun>& runs) {
    std::vector<Imported> all;
    for (const KeptRun& run : runs)
        if (const std::optional<Added> added = add_run(history, run))
            all.push_back({run.directory, *added});
    return all;
}

} // namespace cloister
