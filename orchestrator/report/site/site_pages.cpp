// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/site/site_pages.hpp"

#include "orchestrator/report/site/page_data.hpp"
#include "orchestrator/report/site/page_names.hpp"
#include "orchestrator/report/site/page_templates.hpp"
#include "orchestrator/report/site/page_with_data.hpp"

#include <fmt/format.h>

namespace cloister {

void make_site_pages(const Site& site, const TakePage& take) {
    const SiteIndex index(site);
    take("index.html", page_with_data(index_template(), "History", index_data(index)));
    for (const std::vector<std::size_t>& tracks : index.cells()) {
        const Cell& cell = site.tracks[tracks.front()].cell;
        take(cell_page_name(cell),
             page_with_data(cell_template(), cell.kernel + " " + cell.mode + " " + cell.workload,
                            cell_data(index, tracks)));
    }
    for (const std::string& id : claim_ids(site))
        take(claim_page_name(id), page_with_data(claim_template(), id, claim_data(index, id)));
    for (const SiteRun& run : site.runs)
        take(run_page_name(run.of_history.run.number),
             page_with_data(run_template(), fmt::format("Run {}", run.of_history.run.number),
                            run_data(index, run)));
    for (const SiteSeries& series : site.series)
        take(series_page_name(series.directory),
             page_with_data(series_template(), "Series " + series.report.name, series_data(index, series)));
}

} // namespace cloister
