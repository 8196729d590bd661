// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/site/page_with_data.hpp"

#include "orchestrator/report/html/escaped_json.hpp"
#include "orchestrator/report/html/filled_page.hpp"
#include "results-schema/json_document.hpp"

namespace cloister {

std::string page_with_data(std::string_view page, const std::string& title, const Json& data) {
    return filled_page(page, {{"@TITLE@", escaped_html(title)}, {"@DATA@", escaped_json(data)}});
}

} // namespace cloister
