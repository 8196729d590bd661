// SPDX-License-Identifier: GPL-2.0-or-later
// A cell over time: its numbers run by run, and from which run on one is another, as `cloister trend` tells
// it.
#include "orchestrator/history/trend_text.hpp"
#include "orchestrator/report/site/page_data.hpp"
#include "results-schema/json_document.hpp"

#include <algorithm>

namespace cloister {
namespace {

constexpr std::size_t enough = 19; // of a digest: sha256: and 12 digits

Json runs_json(const SiteIndex& index, const TrackRows& rows) {
    Json runs = Json::array();
    for (const TrackRun& each : rows.runs) {
        const SiteRun* run = index.run(each.run.number);
        Json json = run != nullptr ? run_json(*run) : Json{{"number", each.run.number}};
        json["trials"] = each.trials;
        json["kernel"] = each.kernels.empty() ? "" : each.kernels.back().digest.substr(0, enough);
        runs.push_back(std::move(json));
    }
    return runs;
}

// The levels that the row has between its changes, each from a place among the track's runs on.
Json levels(const TrackRows& rows, const QuantityRow& row, const TrendQuantity& quantity) {
    Json all = Json::array();
    if (row.runs.empty())
        return all;
    const auto add = [&](std::size_t from, const Level& level) {
        all.push_back({from, shown(quantity, level) / (quantity.by == ComparedBy::zero && level.runs > 0
                                                           ? static_cast<double>(level.runs)
                                                           : 1.0)});
    };
    add(row.runs.front(), quantity.changes.empty() ? quantity.last : quantity.changes.front().before);
    for (const TrendChange& change : quantity.changes) {
        const auto is_it = [&](const TrackRun& run) { return run.run.number == change.first_after.number; };
        const auto found = std::find_if(rows.runs.begin(), rows.runs.end(), is_it);
        add(static_cast<std::size_t>(found - rows.runs.begin()), change.after);
    }
    return all;
}

Json quantity_json(const TrackRows& rows, const QuantityRow& row, const TrendQuantity& quantity) {
    Json numbers = Json::array();
    Json over = Json::array();
    for (const Counted& counted : row.counted) {
        numbers.push_back(counted.number);
        if (!counted.over.empty())
            over.push_back(counted.over.front());
    }
    Json changes = Json::array();
    for (const TrendChange& change : quantity.changes)
        changes.push_back(change_json(quantity, change));
    return {{"name", row.name},
            {"unit", row.unit},
            {"by", name_of(row.by)},
            {"per", row.over.empty() ? "" : row.over.front()},
            {"now", level_text(quantity.last, quantity)},
            {"at", row.runs},
            {"numbers", std::move(numbers)},
            {"over", std::move(over)},
            {"levels", levels(rows, row, quantity)},
            {"changes", std::move(changes)}};
}

Json track_json(const SiteIndex& index, const TrackRows& rows, const Track& track) {
    Json quantities = Json::array();
    for (std::size_t i = 0; i < rows.quantities.size(); ++i)
        quantities.push_back(quantity_json(rows, rows.quantities[i], track.quantities[i]));
    Json left_out = Json::array();
    for (const NotCounted& each : track.not_counted)
        left_out.push_back({{"reason", each.reason}, {"trials", each.trials}, {"run", each.last.number}});
    Json json{{"machine", rows.machine},           {"differs", track.differs},
              {"runs_counted", track.runs},        {"trials", track.trials},
              {"worse", is_worse(track)},          {"headline", headline(rows, track)},
              {"runs", runs_json(index, rows)},    {"quantities", std::move(quantities)},
              {"not_counted", std::move(left_out)}};
    if (is_fake(rows))
        json["fake"] = true;
    return json;
}

} // namespace

// The last row first: it is what is measured now.
Json cell_data(const SiteIndex& index, const std::vector<std::size_t>& tracks) {
    const Site& site = index.site();
    Json rows = Json::array();
    for (auto track = tracks.rbegin(); track != tracks.rend(); ++track)
        rows.push_back(track_json(index, site.tracks[*track], site.trend.tracks[*track]));
    return {{"history", site.trend.history},
            {"cell", JsonWriter::to_json(site.tracks[tracks.front()].cell)},
            {"tracks", std::move(rows)}};
}

} // namespace cloister
