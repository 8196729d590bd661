// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/html/report_page.hpp"

#include "orchestrator/report/html/deflated.hpp"
#include "orchestrator/report/html/escaped_json.hpp"
#include "orchestrator/report/html/filled_page.hpp"
#include "orchestrator/report/storms.hpp"
#include "results-schema/json_document.hpp"

#include <fmt/format.h>

namespace cloister {
namespace {

Json gaps_json(const std::vector<GapBin>& gaps) {
    Json bins = Json::array();
    for (const GapBin& bin : gaps)
        bins.push_back(Json::array({bin.from.count(), bin.number}));
    return bins;
}

Json trial_json(const PageTrial& trial) {
    const TrialRecord& record = trial.record;
    Json json{{"kernel", record.spec.cell.kernel},
              {"mode", record.spec.cell.mode},
              {"workload", record.spec.cell.workload},
              {"repetition", record.spec.repetition},
              {"drains_as", record.spec.mode.read_back.expect},
              {"isolated", record.spec.isolated.list()},
              {"started", record.started},
              {"outcome", name_of(record.outcome)},
              {"seconds", std::chrono::duration<double>(record.timings.total).count()},
              {"gaps", gaps_json(trial.gaps)}};
    if (record.measurement && record.measurement->drains)
        json["drains"] = {{"calls", record.measurement->drains->calls},
                          {"call_total_ns", record.measurement->drains->call_total.count()},
                          {"call_max_ns", record.measurement->drains->call_max.count()}};
    if (record.failure)
        json["failure"] = JsonWriter::to_json(*record.failure);
    if (record.guest)
        json["guest"] = JsonWriter::to_json(*record.guest);
    if (!trial.console.empty())
        json["console"] = trial.console;
    if (trial.seen)
        json["seen"] = JsonWriter::to_json(*trial.seen);
    return json;
}

// Of the first trial: what they share.
Json measured_with(const ReportPage& content) {
    if (content.trials.empty())
        return Json::object();
    const TrialRecord& record = content.trials.front().record;
    return {{"cloister", JsonWriter::to_json(record.cloister)},
            {"host", JsonWriter::to_json(record.host)},
            {"kernel", JsonWriter::to_json(record.kernel)}};
}

Json storms(const Report& report) {
    Json workloads = Json::array();
    for (const CellReport& cell : report.cells)
        if (is_storm(cell.workload))
            workloads.push_back(cell.workload);
    return workloads;
}

std::string data(const ReportPage& content) {
    Json trials = Json::array();
    for (const PageTrial& trial : content.trials)
        trials.push_back(trial_json(trial));
    Json json{{"directory", content.directory},
              {"report", write_document(content.report)},
              {"storms", storms(content.report)},
              {"measured_with", measured_with(content)},
              {"trials", std::move(trials)}};
    if (content.cost)
        json["cost"] = JsonWriter::to_json(*content.cost);
    return escaped_json(json);
}

} // namespace

std::string report_page(std::string_view page, const ReportPage& content) {
    return filled_page(
        page,
        {{"@TITLE@", escaped_html(fmt::format("{}: {}", name_of(content.report.verdict), content.directory))},
         {"@REPORT@", data(content)},
         {"@EVENTS@", deflated(content.events)}});
}

} // namespace cloister
