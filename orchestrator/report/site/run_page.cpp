// SPDX-License-Identifier: GPL-2.0-or-later
// A run: what it came to, what it measured and where it lies.
#include "orchestrator/report/site/page_data.hpp"
#include "orchestrator/report/site/page_names.hpp"
#include "results-schema/json_document.hpp"

namespace cloister {

Json run_data(const SiteIndex& index, const SiteRun& run) {
    Json cells = Json::array();
    for (const Cell& cell : index.cells_of(run.of_history.run.number)) {
        Json json = JsonWriter::to_json(cell);
        json["page"] = cell_page_name(cell);
        cells.push_back(std::move(json));
    }
    Json claims = Json::array();
    for (const ClaimResult& claim : claims_of(run)) {
        Json json = JsonWriter::to_json(claim);
        json["page"] = claim_page_name(claim.id);
        claims.push_back(std::move(json));
    }
    Json data{{"run", run_json(run)},
              {"machine", run.of_history.machine},
              {"kernels", kernels_text(run.of_history)},
              {"directory", run.of_history.run.directory},
              {"trials", run.of_history.trials},
              {"not_counted", run.of_history.not_counted},
              {"unread", run.unread},
              {"claims_are_kept", run.of_history.claims.has_value()},
              {"claims", std::move(claims)},
              {"cells", std::move(cells)}};
    if (run.cost)
        data["cost"] = JsonWriter::to_json(*run.cost);
    for (const SiteSeries& series : index.site().series)
        if (series.directory == run.series)
            data["series"] = {{"name", series.report.name}, {"page", series_page_name(series.directory)}};
    return data;
}

} // namespace cloister
