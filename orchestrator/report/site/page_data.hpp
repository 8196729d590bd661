// SPDX-License-Identifier: GPL-2.0-or-later
// What the pages of a site say, as their scripts read it. Runs on: host. Pure.
#pragma once

#include "orchestrator/report/site/site.hpp"
#include "results-schema/json_document.hpp"

#include <unordered_map>

namespace cloister {

// Of a site, by what pages ask for.
class SiteIndex {
  public:
    explicit SiteIndex(const Site& site);

    const Site& site() const { return *site_; }
    const SiteRun* run(std::uint64_t number) const;
    // Places among the site's tracks, those of one cell in their order.
    const std::vector<std::vector<std::size_t>>& cells() const { return cells_; }
    // Those that the run has a trial of.
    std::vector<Cell> cells_of(std::uint64_t run) const;
    // As the row has it in which the run stands: the fake machine's name has the story as well.
    const std::string& machine_of(const SiteRun& run) const;

  private:
    const Site* site_;
    std::unordered_map<std::uint64_t, const SiteRun*> runs_;
    std::vector<std::vector<std::size_t>> cells_;
    std::unordered_map<std::uint64_t, std::vector<std::size_t>> cells_of_runs_;
};

// None where they are not known.
const std::vector<ClaimResult>& claims_of(const SiteRun& run);
// Kernels as a run has them together: "6.12, 6.12@base".
std::string kernels_text(const HistoryRun& run);
// number, started, verdict, and whether a report is there.
Json run_json(const SiteRun& run);
// A change as `cloister trend` tells it.
Json change_json(const TrendQuantity& quantity, const TrendChange& change);
// Which number of the track a glance should show: what changed last, worse first; else what its claim is
// about.
std::size_t headline(const TrackRows& rows, const Track& track);
// What is drawn of it, run by run: of what is counted over something the rate.
double shown(const QuantityRow& row, const Counted& counted);
double shown(const TrendQuantity& quantity, const Level& level);
bool is_fake(const TrackRows& rows);
bool is_worse(const Track& track);

Json index_data(const SiteIndex& index);
Json cell_data(const SiteIndex& index, const std::vector<std::size_t>& tracks);
// ids: those that any run has.
std::vector<std::string> claim_ids(const Site& site);
Json claim_data(const SiteIndex& index, const std::string& id);
Json run_data(const SiteIndex& index, const SiteRun& run);
Json series_data(const SiteIndex& index, const SiteSeries& series);

} // namespace cloister
