// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/find_program.hpp"
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/temporary_directory.hpp"
#include "orchestrator/cli/commands.hpp"
#include "orchestrator/cli/measured_run.hpp"
#include "orchestrator/cli/print_report.hpp"
#include "orchestrator/coverage/coverage.hpp"
#include "orchestrator/kernel/logged_command.hpp"
#include "orchestrator/stages/read_coverage.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {

namespace fs = std::filesystem;

namespace {

constexpr const char* claim = "spinlock-paths-covered";
constexpr const char* profiled_kernel = "6.12+gcov";

// What was measured, and what it is read by.
struct Covered {
    Evidence evidence;
    fs::path notes;
};

void expect_pages_possible(const std::string& html) {
    if (html.empty())
        return;
    if (!find_program("genhtml"))
        throw LabError(Fault::lab, "cli",
                       "genhtml is not there, which makes the pages: install package lcov");
    if (fs::exists(html) && !(fs::is_directory(html) && fs::is_empty(html)))
        throw LabError(Fault::wrong_use, "cli",
                       html +
                           " is not an empty directory: choose another for --html, nothing is overwritten");
}

// One set of pages for each way of draining.
void write_pages(const Covered& covered, const Coverage& coverage, const fs::path& html) {
    const TemporaryDirectory work;
    const fs::path sources = fs::absolute(covered.notes / "sources");
    for (const WayCoverage& way : coverage.ways) {
        const fs::path trace = work.path() / (way.way + ".info");
        write_text_file(trace, lcov_trace(counts_of(covered.evidence, way.way), sources));
        const CommandOutput made =
            output_of({"genhtml", "--quiet", "--branch-coverage", "--no-function-coverage", "--legend",
                       "--title", coverage.kernel.reference + ", drained: " + way.way, "--prefix",
                       sources.string(), "-o", (html / way.way).string(), trace.string()});
        if (made.status != 0)
            throw LabError(Fault::lab, "cli", "genhtml makes no pages: " + made.last_line());
    }
}

int tell(const Covered& covered, const RunOptions& options, const std::string& html, const std::string& where,
         Coverage& coverage) {
    if (!html.empty())
        write_pages(covered, coverage, html);
    if (!options.quiet && options.json != "-") {
        fmt::print("{}{}", coverage_text(coverage, colour_of_output()), where);
        for (const WayCoverage& way : coverage.ways)
            if (!html.empty())
                fmt::print("pages {}/{}/index.html\n", html, way.way);
    }
    if (!options.json.empty())
        print_document(coverage, options.json);
    return exit_code(coverage);
}

void add_stored(const fs::path& directory, Covered& covered) {
    const RunDirectory run = RunDirectory::open(directory);
    for (JudgedTrial& trial : coverage_evidence(run)) {
        const KernelFacts& kernel = trial.record.kernel;
        const std::optional<fs::path> notes = run.coverage_notes(kernel.digest);
        if (!notes)
            throw LabError(
                Fault::wrong_use, "cli",
                fmt::format("{}: kernel {} was not profiled: cloister coverage {} measures one that is",
                            directory.string(), kernel.reference, profiled_kernel));
        if (!covered.evidence.empty() && covered.evidence.front().record.kernel.digest != kernel.digest)
            throw LabError(Fault::wrong_use, "cli",
                           directory.string() +
                               ": another kernel than that of the directory before: tell one "
                               "kernel at a time");
        covered.notes = *notes;
        covered.evidence.push_back(std::move(trial));
    }
    if (covered.evidence.empty())
        throw LabError(Fault::wrong_use, "cli", directory.string() + " holds no trial yet");
}

int tell_stored(const RunOptions& options, const std::vector<std::string>& directories,
                const std::string& html) {
    Covered covered;
    for (const std::string& directory : directories)
        add_stored(directory, covered);
    Coverage told = coverage(covered.evidence, read_touched_sources(covered.notes));
    return tell(covered, options, html, "", told);
}

Plan plan_of_profiled(const Scenario& scenario, const ModeCatalogue& modes, const KernelImage& kernel) {
    if (kernel.coverage.empty())
        throw LabError(
            Fault::wrong_use, "plan",
            fmt::format("kernel {} does not count what runs in it: name one of flavour gcov, as {}",
                        scenario.kernel, profiled_kernel));
    return make_plan(scenario, modes, kernel);
}

int measure(RunOptions options, const std::string& html) {
    options.claims = claim;
    // Few will do: a line has run or it has not.
    constexpr std::uint64_t drains = 100;
    options.drains = options.drains.value_or(drains);
    if (options.duration.empty())
        options.duration = "3s";
    const MeasuredRun run = measured_run(options, plan_of_profiled);
    const Covered covered{run.conducted.evidence, run.kernel.coverage};
    if (covered.evidence.empty())
        return tell_interrupted(run);
    Coverage told = coverage(covered.evidence, read_touched_sources(covered.notes));
    run.directory.store(told);
    const int exit = tell(covered, options, html, "record " + run.directory.path().string() + "\n", told);
    return run.conducted.interrupted ? tell_interrupted(run) : exit;
}

} // namespace

int coverage_command(RunOptions options, const std::vector<std::string>& what, const std::string& html) {
    expect_pages_possible(html);
    const auto is_stored = [](const std::string& word) { return fs::is_directory(word); };
    if (!what.empty() && std::all_of(what.begin(), what.end(), is_stored))
        return tell_stored(options, what, html);
    if (what.size() > 1)
        throw LabError(Fault::wrong_use, "cli",
                       "'" + *std::find_if_not(what.begin(), what.end(), is_stored) +
                           "' is no run directory: one kernel is measured, or stored runs are told");
    options.kernel = what.empty() ? profiled_kernel : what.front();
    return measure(std::move(options), html);
}

} // namespace cloister
