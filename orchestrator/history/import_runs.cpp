// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/history/import_runs.hpp"

#include "orchestrator/judge/judge.hpp"
#include "orchestrator/stages/gather_evidence.hpp"

#include <algorithm>

namespace cloister {
namespace {

Verdict worst(const std::vector<ClaimResult>& claims) {
    Verdict all = Verdict::upheld;
    for (const ClaimResult& claim : claims)
        all = std::max(all, claim.verdict);
    return all;
}

KeptRun kept(const RunDirectory& run) {
    // The same for every way that leads to it, as runs/latest.
    const std::string directory = std::filesystem::canonical(run.path()).string();
    const std::optional<Cost> cost = run.cost();
    std::optional<Verdict> verdict;
    Evidence evidence;
    if (run.has_plan()) {
        const Plan plan = run.plan();
        evidence = gather_evidence(run, plan);
        verdict = judge(plan, evidence).verdict;
    }
    if (cost && !cost->claims.empty())
        verdict = std::max(verdict.value_or(Verdict::upheld), worst(cost->claims));
    return kept_run(directory, evidence, verdict, cost);
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
