// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/keep_in_history.hpp"

#include "orchestrator/history/import_runs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace cloister {
namespace {

template <class Work>
bool without_losing_a_run(const RunOptions& options, const RunDirectory& run, Work work) {
    if (options.no_history)
        return false;
    try {
        return (!options.history.empty() || default_history()) && work(history_named(options.history));
    } catch (const std::exception& error) {
        fmt::print(stderr, "cloister: {}; the run itself is stored: cloister import {}\n", error.what(),
                   run.path().string());
        return false;
    }
}

} // namespace

bool is_for_history(const RunOptions& options, bool is_fake) {
    return !options.no_history && (!options.history.empty() || (!is_fake && default_history()));
}

bool keep_in_history(const RunOptions& options, const RunDirectory& run, const Conducted& conducted) {
    return without_losing_a_run(options, run, [&](const std::filesystem::path& file) {
        const KeptRun keep = kept_run(std::filesystem::canonical(run.path()).string(), conducted.evidence,
                                      conducted.report, std::nullopt);
        if (keep.trials.empty() || (keep.is_fake && options.history.empty()))
            return false;
        HistoryFile history = HistoryFile::to_write(file);
        add_run(history, keep);
        return true;
    });
}

bool keep_in_history(const RunOptions& options, const RunDirectory& directory) {
    return without_losing_a_run(options, directory, [&](const std::filesystem::path& file) {
        const std::vector<KeptRun> runs = stored_runs(directory.path(), FakeRuns::taken);
        const bool fake =
            std::any_of(runs.begin(), runs.end(), [](const KeptRun& run) { return run.is_fake; });
        if (fake && options.history.empty())
            return false;
        HistoryFile history = HistoryFile::to_write(file);
        import_runs(history, runs);
        return true;
    });
}

} // namespace cloister
