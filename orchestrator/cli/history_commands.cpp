// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/exit_code.hpp"
#include "orchestrator/base/nearest_name.hpp"
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/cli/commands.hpp"
#include "orchestrator/cli/print_report.hpp"
#include "orchestrator/compare/decide.hpp"
#include "orchestrator/history/history_text.hpp"
#include "orchestrator/history/import_runs.hpp"
#include "orchestrator/history/read_runs.hpp"
#include "orchestrator/history/read_tracks.hpp"
#include "orchestrator/history/trend.hpp"
#include "orchestrator/history/trend_text.hpp"
#include "orchestrator/store/run_archive.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace cloister {
namespace {

std::string cell_name(const Cell& cell) {
    return cell.kernel + "," + cell.mode + "," + cell.workload;
}

// As far as it is written, a time like 2026-11-26T21:05:34.017Z.
void expect_time(const std::string& since) {
    const std::string like = "0000-00-00T00:00:00.000Z";
    bool is_time = since.size() <= like.size() && (since.empty() || since.size() >= 4);
    for (std::size_t i = 0; is_time && i < since.size(); ++i)
        is_time = like[i] == '0' ? since[i] >= '0' && since[i] <= '9' : since[i] == like[i];
    if (!is_time)
        throw LabError(Fault::wrong_use, "cli",
                       "--since '" + since +
                           "' is no time: write it like 2026-11-26 or 2026-11-26T21:05 (UTC)");
}

template <class Part>
void expect_known(const char* what, const std::string& name, const std::vector<Cell>& cells, Part part) {
    std::vector<std::string> names;
    for (const Cell& cell : cells)
        if (const std::string each = part(cell); std::find(names.begin(), names.end(), each) == names.end())
            names.push_back(each);
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end())
        throw LabError(Fault::wrong_use, "history", unknown_name(what, name, names));
}

// "KERNEL,MODE,WORKLOAD", as the directory of its trials is named; the path of a kernel may have commas.
Cell cell_named(const std::string& name, const std::vector<Cell>& cells) {
    expect_known("cell", name, cells, cell_name);
    return *std::find_if(cells.begin(), cells.end(),
                         [&](const Cell& cell) { return cell_name(cell) == name; });
}

TrackChoice choice_of(const TrendOptions& options, const std::vector<Cell>& cells) {
    TrackChoice choice{options.kernel, options.mode, options.workload, options.since};
    expect_time(options.since);
    if (cells.empty())
        return choice;
    if (!options.cell.empty()) {
        const Cell cell = cell_named(options.cell, cells);
        return {cell.kernel, cell.mode, cell.workload, options.since};
    }
    expect_known("kernel", options.kernel, cells, [](const Cell& cell) { return cell.kernel; });
    expect_known("mode", options.mode, cells, [](const Cell& cell) { return cell.mode; });
    expect_known("workload", options.workload, cells, [](const Cell& cell) { return cell.workload; });
    return choice;
}

std::string added_text(const Added& added) {
    if (added.trials > 0)
        return "+ " + quantity(added.trials, "trial");
    return added.claims ? "+ its claims" : "is there already";
}

void print_imported(const std::vector<Imported>& runs) {
    for (const Imported& each : runs)
        fmt::print("run {:<6}{:<16}  {}\n", each.added.run, added_text(each.added), each.directory);
}

std::filesystem::path unpacked_if_archive(const std::filesystem::path& named, const std::string& into) {
    if (!std::filesystem::is_regular_file(named))
        return named;
    std::filesystem::path directory = unpack_run_archive(named, into);
    fmt::print("unpacked, every digest as recorded: {}\n", directory.string());
    return directory;
}

// One that is not is told, and the others may be.
template <class Work>
bool is_good(Work work) {
    try {
        work();
        return true;
    } catch (const LabError& error) {
        if (error.fault() != Fault::wrong_use)
            throw;
        fmt::print(stderr, "cloister: {}\n", error.what());
        return false;
    }
}

} // namespace

int history_command(const HistoryOptions& options) {
    expect_time(options.since);
    HistoryFile file = HistoryFile::to_read(history_named(options.history));
    RunChoice choice{options.kernel, options.mode, options.since, options.most};
    if (!options.run.empty())
        choice.number = find_run(file, options.run).run.number;
    const History history = read_runs(file, choice);
    if (options.as_json)
        print_document(history, "-");
    else
        fmt::print("{}", options.run.empty() ? history_text(history) : run_history_text(history));
    return 0;
}

int trend_command(const TrendOptions& options) {
    HistoryFile file = HistoryFile::to_read(history_named(options.history));
    TrendRules rules;
    if (!(options.least_effect >= 0))
        throw LabError(Fault::wrong_use, "cli",
                       "--min-effect is how much a rate must differ: 0 or more per cent");
    rules.least_effect = options.least_effect / 100;
    const Trend trend =
        trend_of(file.path().string(), read_tracks(file, choice_of(options, read_cells(file))), rules);
    if (options.as_json)
        print_document(trend, "-");
    else
        fmt::print("{}", trend_text(trend));
    return exit_code(trend.verdict);
}

int import_command(const ImportOptions& options) {
    const FakeRuns fake = options.history.empty() ? FakeRuns::refused : FakeRuns::taken;
    std::optional<HistoryFile> file; // not made for directories that are no runs
    bool all = true;
    for (const std::string& named : options.directories) {
        std::vector<KeptRun> runs;
        if (!is_good([&] {
                if (options.no_history && !std::filesystem::is_regular_file(named))
                    throw LabError(Fault::wrong_use, "cli",
                                   named + " is no archive: without a history there is nothing to do for it");
                const std::filesystem::path directory = unpacked_if_archive(named, options.into);
                if (!options.no_history)
                    runs = stored_runs(directory, fake);
            })) {
            all = false;
            continue;
        }
        if (options.no_history)
            continue;
        if (!file)
            file = HistoryFile::to_write(history_named(options.history));
        print_imported(import_runs(*file, runs));
    }
    return all ? 0 : wrong_use_exit;
}

} // namespace cloister
