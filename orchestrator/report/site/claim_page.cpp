// SPDX-License-Identifier: GPL-2.0-or-later
// A claim over time: what it came to in each run that answered it, kernels by kernels.
#include "orchestrator/report/site/page_data.hpp"
#include "results-schema/json_document.hpp"

#include <algorithm>
#include <set>

namespace cloister {
namespace {

struct ClaimRow {
    Json runs = Json::array();
    std::vector<std::string> reasons;
};

// Most runs have one of few reasons.
std::size_t place_of(const std::string& reason, std::vector<std::string>& all) {
    const auto found = std::find(all.begin(), all.end(), reason);
    if (found != all.end())
        return static_cast<std::size_t>(found - all.begin());
    all.push_back(reason);
    return all.size() - 1;
}

} // namespace

std::vector<std::string> claim_ids(const Site& site) {
    std::set<std::string> ids;
    for (const SiteRun& run : site.runs)
        for (const ClaimResult& claim : claims_of(run))
            ids.insert(claim.id);
    return {ids.begin(), ids.end()};
}

// A run's verdict is on all kernels that it measured, on its machine: rows are those.
Json claim_data(const SiteIndex& index, const std::string& id) {
    std::map<std::pair<std::string, std::string>, ClaimRow> rows;
    const std::vector<SiteRun>& runs = index.site().runs;
    for (auto run = runs.rbegin(); run != runs.rend(); ++run) // oldest first
        for (const ClaimResult& claim : claims_of(*run))
            if (claim.id == id) {
                ClaimRow& row = rows[{kernels_text(run->of_history), index.machine_of(*run)}];
                row.runs.push_back({run->of_history.run.number, run->of_history.run.started,
                                    name_of(claim.verdict), place_of(claim.reason, row.reasons),
                                    run->has_report});
            }
    Json data{{"id", id}, {"rows", Json::array()}};
    for (auto& [of, row] : rows)
        data["rows"].push_back({{"kernels", of.first},
                                {"machine", of.second},
                                {"runs", std::move(row.runs)},
                                {"reasons", row.reasons}});
    return data;
}

} // namespace cloister
