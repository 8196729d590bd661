// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/site/page_data.hpp"

#include "orchestrator/history/trend_text.hpp"
#include "results-schema/json_document.hpp"

#include <algorithm>

namespace cloister {

SiteIndex::SiteIndex(const Site& site) : site_(&site) {
    for (const SiteRun& run : site.runs)
        runs_[run.of_history.run.number] = &run;
    for (std::size_t i = 0; i < site.tracks.size(); ++i) {
        if (i == 0 || site.tracks[i].cell != site.tracks[i - 1].cell)
            cells_.emplace_back();
        cells_.back().push_back(i);
        for (const TrackRun& run : site.tracks[i].runs)
            cells_of_runs_[run.run.number].push_back(i);
    }
}

const SiteRun* SiteIndex::run(std::uint64_t number) const {
    const auto found = runs_.find(number);
    return found == runs_.end() ? nullptr : found->second;
}

std::vector<Cell> SiteIndex::cells_of(std::uint64_t run) const {
    std::vector<Cell> cells;
    if (const auto found = cells_of_runs_.find(run); found != cells_of_runs_.end())
        for (const std::size_t track : found->second)
            if (cells.empty() || cells.back() != site_->tracks[track].cell)
                cells.push_back(site_->tracks[track].cell);
    return cells;
}

const std::string& SiteIndex::machine_of(const SiteRun& run) const {
    const auto found = cells_of_runs_.find(run.of_history.run.number);
    return found == cells_of_runs_.end() ? run.of_history.machine
                                         : site_->tracks[found->second.front()].machine;
}

const std::vector<ClaimResult>& claims_of(const SiteRun& run) {
    static const std::vector<ClaimResult> none;
    return run.of_history.claims ? *run.of_history.claims : none;
}

std::string kernels_text(const HistoryRun& run) {
    std::string words;
    for (const std::string& each : run.kernels)
        words += (words.empty() ? "" : ", ") + each;
    return words;
}

Json run_json(const SiteRun& run) {
    Json json{{"number", run.of_history.run.number},
              {"started", run.of_history.run.started},
              {"report", run.has_report}};
    if (run.of_history.verdict)
        json["verdict"] = name_of(*run.of_history.verdict);
    return json;
}

Json change_json(const TrendQuantity& quantity, const TrendChange& change) {
    Json json{{"change", name_of(change.change)},
              {"name", quantity.name},
              {"levels", levels_text(change, quantity)},
              {"run", change.first_after.number},
              {"started", change.first_after.started},
              {"before", change.last_before.number},
              {"before_started", change.last_before.started},
              {"between", between_text(change)}};
    if (change.probability)
        json["probability"] = *change.probability;
    return json;
}

namespace {

// Which of two quantities that changed, or did not, tells more.
bool tells_more(const TrendQuantity& one, const TrendQuantity& other) {
    if (one.changes.empty() || other.changes.empty())
        return !one.changes.empty();
    const TrendChange& mine = one.changes.back();
    const TrendChange& its = other.changes.back();
    if (mine.change != its.change)
        return mine.change == Change::worse;
    return mine.first_after.started > its.first_after.started;
}

} // namespace

// Where nothing changed: a number that comes in every run; what is claimed to be none is a flat line.
std::size_t headline(const TrackRows& rows, const Track& track) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < track.quantities.size(); ++i)
        if (tells_more(track.quantities[i], track.quantities[best]))
            best = i;
    if (!track.quantities.empty() && track.quantities[best].changes.empty())
        for (std::size_t i = 0; i < rows.quantities.size(); ++i)
            if (rows.quantities[i].by != ComparedBy::zero &&
                rows.quantities[i].name != "armed drains that were not done")
                return i;
    return best;
}

double shown(const QuantityRow& row, const Counted& counted) {
    const auto number = static_cast<double>(counted.number);
    const bool is_rate = row.by != ComparedBy::zero && !counted.over.empty() && counted.over.front() > 0;
    return is_rate ? number / counted.over.front() : number;
}

double shown(const TrendQuantity& quantity, const Level& level) {
    const bool is_rate = quantity.by != ComparedBy::zero && !level.over.empty() && level.over.front() > 0;
    return is_rate ? level.number / level.over.front() : level.number;
}

bool is_fake(const TrackRows& rows) {
    const auto machine = rows.conditions.find("machine");
    return machine != rows.conditions.end() && machine->second == "fake";
}

bool is_worse(const Track& track) {
    return std::any_of(track.quantities.begin(), track.quantities.end(), [](const TrendQuantity& each) {
        return !each.changes.empty() && each.changes.back().change == Change::worse;
    });
}

} // namespace cloister
