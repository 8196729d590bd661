// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/site/lone_pages.hpp"

#include "orchestrator/report/site/page_templates.hpp"
#include "orchestrator/report/site/page_with_data.hpp"
#include "results-schema/json_document.hpp"

namespace cloister {

std::string lone_page(const std::string& directory, const SeriesReport& series) {
    return page_with_data(series_template(), "Series " + series.name,
                          {{"directory", directory}, {"series", JsonWriter::to_json(series)}});
}

std::string lone_page(const std::string& directory, const Cost& cost, std::optional<Verdict> verdict) {
    Json data{{"directory", directory}, {"cost", JsonWriter::to_json(cost)}};
    if (verdict)
        data["verdict"] = name_of(*verdict);
    return page_with_data(cost_template(), "Costs " + directory, data);
}

} // namespace cloister
