// SPDX-License-Identifier: GPL-2.0-or-later
// The first page: each cell on each machine with what it came to last and since when, each claim, series,
// runs.
#include "orchestrator/history/history_text.hpp"
#include "orchestrator/history/trend_text.hpp"
#include "orchestrator/report/site/page_data.hpp"
#include "orchestrator/report/site/page_names.hpp"
#include "results-schema/json_document.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace cloister {
namespace {

constexpr std::size_t glance = 60; // runs that a small chart shows
constexpr std::size_t newest = 15;

// Four digits: a small chart shows no more, and pages are many.
double rounded(double value) {
    if (value == 0)
        return 0;
    const double scale = std::pow(10, 3 - std::floor(std::log10(std::abs(value))));
    return std::round(value * scale) / scale;
}

Json last_runs(const QuantityRow& row) {
    Json numbers = Json::array();
    for (std::size_t i = row.counted.size() > glance ? row.counted.size() - glance : 0;
         i < row.counted.size(); ++i)
        numbers.push_back(rounded(shown(row, row.counted[i])));
    return numbers;
}

// By time, the last one first.
Json last_changes(const Track& track) {
    std::vector<std::pair<std::string, Json>> all;
    for (const TrendQuantity& quantity : track.quantities)
        if (!quantity.changes.empty())
            all.emplace_back(quantity.changes.back().first_after.started,
                             change_json(quantity, quantity.changes.back()));
    std::stable_sort(all.begin(), all.end(), [](const auto& one, const auto& other) {
        const bool is_worse = one.second["change"] == "worse";
        return is_worse != (other.second["change"] == "worse") ? is_worse : one.first > other.first;
    });
    Json changes = Json::array();
    for (auto& [when, change] : all)
        changes.push_back(std::move(change));
    return changes;
}

Json glance_json(const TrackRows& rows, const Track& track) {
    Json json{{"kernel", rows.cell.kernel},
              {"mode", rows.cell.mode},
              {"workload", rows.cell.workload},
              {"machine", rows.machine},
              {"page", cell_page_name(rows.cell)},
              {"run", rows.runs.back().run.number},
              {"runs", track.runs},
              {"trials", track.trials},
              {"worse", is_worse(track)},
              {"changes", last_changes(track)}};
    if (is_fake(rows))
        json["fake"] = true;
    if (!track.quantities.empty()) {
        const std::size_t which = headline(rows, track);
        const TrendQuantity& quantity = track.quantities[which];
        json["name"] = quantity.name;
        json["unit"] = quantity.unit;
        json["now"] = level_text(quantity.last, quantity);
        json["last"] = last_runs(rows.quantities[which]);
        if (!quantity.changes.empty())
            json["level_runs"] = quantity.last.runs;
    }
    return json;
}

// Under other conditions a new row begins: what is told is the last one of each machine.
Json glances(const SiteIndex& index) {
    const Site& site = index.site();
    Json all = Json::array();
    for (const std::vector<std::size_t>& cell : index.cells()) {
        std::set<std::string> told;
        for (auto track = cell.rbegin(); track != cell.rend(); ++track)
            if (told.insert(site.tracks[*track].machine).second)
                all.push_back(glance_json(site.tracks[*track], site.trend.tracks[*track]));
    }
    return all;
}

// With the claims that its verdict is of.
Json told_run(const SiteRun& run) {
    Json json = run_json(run);
    if (std::string claims = decisive_claims(run.of_history); !claims.empty())
        json["claims"] = std::move(claims);
    return json;
}

// Those that glances lead to, by number.
Json told_runs(const SiteIndex& index, const Json& cells) {
    Json runs = Json::object();
    for (const Json& cell : cells)
        if (const SiteRun* run = index.run(cell["run"].get<std::uint64_t>()))
            runs[std::to_string(run->of_history.run.number)] = told_run(*run);
    return runs;
}

Json newest_runs(const Site& site) {
    Json runs = Json::array();
    for (std::size_t i = 0; i < std::min(newest, site.runs.size()); ++i) {
        const HistoryRun& run = site.runs[i].of_history;
        Json json = told_run(site.runs[i]);
        json["kernels"] = kernels_text(run);
        json["modes"] = run.modes;
        json["trials"] = run.trials;
        json["not_counted"] = run.not_counted;
        runs.push_back(std::move(json));
    }
    return runs;
}

Json series_list(const Site& site) {
    Json all = Json::array();
    for (const SiteSeries& each : site.series) {
        Json json{{"name", each.report.name},
                  {"directory", each.directory},
                  {"page", series_page_name(each.directory)},
                  {"verdict", name_of(each.report.verdict)},
                  {"steps", each.report.steps.size()}};
        if (each.report.first_bad && *each.report.first_bad < each.report.steps.size())
            json["first_bad"] = {{"step", *each.report.first_bad},
                                 {"subject", each.report.steps[*each.report.first_bad].subject}};
        all.push_back(std::move(json));
    }
    return all;
}

} // namespace

Json index_data(const SiteIndex& index) {
    const Site& site = index.site();
    std::uint64_t trials = 0;
    for (const SiteRun& run : site.runs)
        trials += run.of_history.trials;
    Json claims = Json::array();
    for (const std::string& id : claim_ids(site)) {
        Json claim = claim_data(index, id);
        for (Json& row : claim["rows"]) {
            Json& verdicts = row["runs"];
            if (verdicts.size() > glance)
                verdicts.erase(verdicts.begin(), verdicts.end() - static_cast<std::ptrdiff_t>(glance));
            row.erase("reasons");
        }
        claim["page"] = claim_page_name(id);
        claims.push_back(std::move(claim));
    }
    Json cells = glances(index);
    Json runs = told_runs(index, cells);
    Json data{{"history", site.trend.history},
              {"verdict", name_of(site.trend.verdict)},
              {"runs_in_all", site.runs_in_all},
              {"trials", trials},
              {"tests", site.trend.tests},
              {"false_alarms", site.trend.false_alarms},
              {"least_effect", site.trend.least_effect},
              {"cells", std::move(cells)},
              {"runs", std::move(runs)},
              {"claims", std::move(claims)},
              {"series", series_list(site)},
              {"newest", newest_runs(site)}};
    if (site.trend.not_measured)
        data["not_measured"] = *site.trend.not_measured;
    if (!site.runs.empty()) {
        data["first"] = site.runs.back().of_history.run.started;
        data["last"] = site.runs.front().of_history.run.started;
    }
    return data;
}

} // namespace cloister
