// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/site/lone_pages.hpp"

#include "orchestrator/report/html/escaped_json.hpp"
#include "orchestrator/report/html/filled_page.hpp"
#include "orchestrator/report/site/page_templates.hpp"

namespace cloister {
namespace {

std::string page(std::string_view page, const std::string& title, const Json& data) {
    return filled_page(page, {{"@TITLE@", escaped_html(title)}, {"@DATA@", escaped_json(data)}});
}

} // namespace

std::string lone_page(const std::string& directory, const SeriesReport& series) {
    return page(series_template(), "Series " + series.name,
                {{"directory", directory}, {"series", JsonWriter::to_json(series)}});
}

std::string lone_page(const std::string& directory, const Cost& cost, std::optional<Verdict> verdict) {
    Json data{{"directory", directory}, {"cost", JsonWriter::to_json(cost)}};
    if (verdict)
        data["verdict"] = name_of(*verdict);
    return page(cost_template(), "Costs " + directory, data);
}

} // namespace cloister
