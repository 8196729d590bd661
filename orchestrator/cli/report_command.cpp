// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/exit_code.hpp"
#include "orchestrator/cli/commands.hpp"
#include "orchestrator/cli/print_page.hpp"
#include "orchestrator/cli/print_report.hpp"
#include "orchestrator/cost/cost.hpp"
#include "orchestrator/judge/judge.hpp"
#include "orchestrator/report/site/lone_pages.hpp"
#include "orchestrator/series/series_text.hpp"

#include <fmt/format.h>

#include <functional>

namespace cloister {
namespace {

// What a directory holds, in each of the ways in which it can be told.
struct Told {
    std::function<void()> print_text;
    std::function<Json()> document;
    std::function<std::string()> page;
    int exit_code = 0;
};

// Costs of a step are counted into its run's directory.
Told run_told(const RunDirectory& run, const Report& report, const std::optional<Cost>& cost) {
    const int of_run = exit_code(report.verdict);
    return {[&] {
                print_report(report);
                if (cost)
                    fmt::print("\n{}", cost_text(*cost, colour_of_output()));
            },
            [&] { return write_document(report); }, [&] { return page_of(run, report); },
            of_run == 0 && cost ? exit_code(*cost) : of_run};
}

Told costs_told(const RunDirectory& run, const Cost& cost) {
    return {[&] { fmt::print("{}", cost_text(cost, colour_of_output())); },
            [&] { return write_document(cost); },
            [&] { return lone_page(run.path().string(), cost, worst_of(cost.claims)); }, exit_code(cost)};
}

Told series_told(const RunDirectory& run, const SeriesReport& series) {
    return {[&] { fmt::print("{}", series_text(series)); }, [&] { return write_document(series); },
            [&] { return lone_page(run.path().string(), series); }, exit_code(series.verdict)};
}

int tell(const RunDirectory& run, const Told& told, bool json, const std::optional<std::string>& html) {
    if (html)
        print_page(run, told.page, *html);
    else if (json)
        print_json(told.document(), "-");
    else
        told.print_text();
    return told.exit_code;
}

} // namespace

int report_command(const std::filesystem::path& directory, bool json,
                   const std::optional<std::string>& html) {
    const RunDirectory run = RunDirectory::open_results(directory);
    if (const std::optional<SeriesReport> series = run.series())
        return tell(run, series_told(run, *series), json, html);
    const std::optional<Cost> cost = run.cost();
    if (!run.has_plan() && cost)
        return tell(run, costs_told(run, *cost), json, html);
    const Report report = run.report();
    return tell(run, run_told(run, report, cost), json, html);
}

} // namespace cloister
