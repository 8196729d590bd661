// SPDX-License-Identifier: GPL-2.0-or-later
// A series, step by step, each step with the run of it that the history knows last.
#include "orchestrator/report/site/page_data.hpp"
#include "orchestrator/report/site/page_names.hpp"
#include "results-schema/json_document.hpp"

namespace cloister {

Json series_data(const SiteIndex& index, const SiteSeries& series) {
    Json links = Json::object();
    for (const StepReport& step : series.report.steps)
        for (const SiteRun& run : index.site().runs)
            if (run.of_history.run.directory == series.directory + "/steps/" + step.kernel) {
                links[step.kernel] = "../" + run_page_name(run.of_history.run.number);
                break;
            }
    return {{"directory", series.directory},
            {"root", "../"},
            {"series", JsonWriter::to_json(series.report)},
            {"links", std::move(links)}};
}

} // namespace cloister
