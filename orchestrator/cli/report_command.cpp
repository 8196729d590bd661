// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/exit_code.hpp"
#include "orchestrator/cli/commands.hpp"
#include "orchestrator/cli/print_page.hpp"
#include "orchestrator/cli/print_report.hpp"
#include "orchestrator/cli/trial_gaps.hpp"
#include "orchestrator/cost/cost.hpp"
#include "orchestrator/explain/explain.hpp"
#include "orchestrator/judge/judge.hpp"
#include "orchestrator/matrix/matrix_page.hpp"
#include "orchestrator/matrix/matrix_text.hpp"
#include "orchestrator/report/run_charts.hpp"
#include "orchestrator/report/site/lone_pages.hpp"
#include "orchestrator/series/series_text.hpp"
#include "orchestrator/series/step_columns.hpp"
#include "orchestrator/stages/gather_evidence.hpp"

#include <fmt/format.h>

#include <functional>

namespace cloister {
namespace {

// What a directory holds, in each of the ways in which it can be told.
struct Told {
    std::function<void()> print_text;
    std::function<std::string()> charts; // beneath the text
    std::function<std::string()> document;
    std::function<std::string()> page;
    int exit_code = 0;
};

// Trials are read one by one, as for a page.
std::string charts_of(const RunDirectory& run) {
    RunCharts charts;
    for (const TrialSpec& spec : run.plan().trials)
        if (std::optional<TrialRecord> record = run.record(spec)) {
            const Evidence evidence{judged_trial(run, *std::move(record), Keep::interruptions)};
            const Interruptions told = explain(evidence);
            const std::optional<Measurement>& measured = evidence.front().record.measurement;
            if (!told.trials.empty())
                charts.take(told.trials.front(), measured ? measured->drains : std::nullopt,
                            gaps_of(run.trial(spec), evidence.front()));
        }
    return charts.text();
}

// Costs of a step are counted into its run's directory.
Told run_told(const RunDirectory& run, const Report& report, const std::optional<Cost>& cost) {
    const int of_run = exit_code(report.verdict);
    return {[&] {
                print_report(report);
                if (cost)
                    fmt::print("\n{}", cost_text(*cost, colour_of_output()));
            },
            [&] { return charts_of(run); }, [&] { return document_text(report); },
            [&] { return page_of(run, report); }, of_run == 0 && cost ? exit_code(*cost) : of_run};
}

Told costs_told(const RunDirectory& run, const Cost& cost) {
    return {[&] { fmt::print("{}", cost_text(cost, colour_of_output())); }, [] { return std::string(); },
            [&] { return document_text(cost); },
            [&] { return lone_page(run.path().string(), cost, worst_of(cost.claims)); }, exit_code(cost)};
}

Told series_told(const RunDirectory& run, const SeriesReport& series) {
    return {[&] { fmt::print("{}", series_text(series)); }, [&] { return step_columns(series); },
            [&] { return document_text(series); }, [&] { return lone_page(run.path().string(), series); },
            exit_code(series.verdict)};
}

Told matrix_told(const Matrix& matrix) {
    return {[&] { fmt::print("{}", matrix_text(matrix, colour_of_output())); }, [] { return std::string(); },
            [&] { return document_text(matrix); }, [&] { return matrix_page(matrix); },
            exit_code(matrix.verdict)};
}

void print_text_of(const Told& told, bool with_charts) {
    told.print_text();
    if (!with_charts)
        return;
    const std::string charts = told.charts();
    fmt::print("{}{}", charts.empty() ? "" : "\n", charts);
}

int tell(const RunDirectory& run, const Told& told, ReportAs as, const std::optional<std::string>& html) {
    if (html)
        print_page(run, told.page, *html);
    else if (as == ReportAs::json)
        print_text(told.document(), "-");
    else
        print_text_of(told, as == ReportAs::text_with_charts);
    return told.exit_code;
}

} // namespace

int report_command(const std::filesystem::path& directory, ReportAs as,
                   const std::optional<std::string>& html) {
    const RunDirectory run = RunDirectory::open_results(directory);
    if (const std::optional<SeriesReport> series = run.series())
        return tell(run, series_told(run, *series), as, html);
    if (const std::optional<Matrix> matrix = run.matrix())
        return tell(run, matrix_told(*matrix), as, html);
    const std::optional<Cost> cost = run.cost();
    if (!run.has_plan() && cost)
        return tell(run, costs_told(run, *cost), as, html);
    const Report report = run.report();
    return tell(run, run_told(run, report, cost), as, html);
}

} // namespace cloister
