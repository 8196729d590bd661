// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/exit_code.hpp"
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/cli/command_line.hpp"
#include "orchestrator/cli/commands.hpp"
#include "orchestrator/cli/keep_in_history.hpp"
#include "orchestrator/cli/print_report.hpp"
#include "orchestrator/cli/series_walk.hpp"
#include "orchestrator/judge/judge.hpp"
#include "orchestrator/series/cover_letter.hpp"
#include "orchestrator/series/series_text.hpp"
#include "orchestrator/series/step_chart.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace cloister {
namespace {

// False: the user ended it.
bool walk_all(SeriesWalk& walk, bool with_costs) {
    for (std::size_t step = 0; step < walk.steps(); ++step)
        if (walk.wants(step) &&
            (!walk.measure(step, walk.scenario().repeat) || (with_costs && !walk.count(step))))
            return false;
    return true;
}

// As it was asked for, into the same directory.
int resumed(const std::string& directory) {
    if (!std::filesystem::exists(std::filesystem::path(directory) / "series.json"))
        throw LabError(Fault::wrong_use, "store", directory + " is no series: it has no series.json");
    const std::optional<SeriesReport> stored = RunDirectory::of_series(directory).series();
    std::vector<std::string> words;
    for (std::size_t i = 0; i < stored->command_line.size(); ++i) {
        const std::string& word = stored->command_line[i];
        if (word == "-o")
            ++i; // and its directory
        else if (!word.starts_with("-o"))
            words.push_back(word);
    }
    words.insert(words.end(), {"-o", directory});
    std::vector<char*> pointers;
    for (std::string& word : words)
        pointers.push_back(word.data());
    return command_line(static_cast<int>(pointers.size()), pointers.data());
}

} // namespace

int series_command(const RunOptions& options, const SeriesOptions& asked,
                   const std::vector<std::string>& words) {
    if (!asked.resume.empty())
        return resumed(asked.resume);
    SeriesWalk walk(options, asked, words);
    bool whole = false;
    try {
        whole = walk_all(walk, !asked.no_cost);
    } catch (...) {
        walk.abandon_if_empty();
        throw;
    }
    walk.fall_silent();
    keep_in_history(options, walk.directory());
    const SeriesReport& series = walk.report();
    walk.directory().store_chart(step_chart(series));
    if (!options.quiet)
        fmt::print("{}chart {}\nrecord {}\n", series_text(series), walk.directory().chart().string(),
                   walk.directory().path().string());
    if (!asked.cover_letter.empty())
        print_text(cover_letter(series), asked.cover_letter);
    if (!options.json.empty())
        print_document(series, options.json);
    if (whole)
        return exit_code(series.verdict);
    fmt::print(stderr, "cloister: interrupted; go on: cloister series --resume {}\n",
               walk.directory().path().string());
    return interrupted_exit;
}

} // namespace cloister
