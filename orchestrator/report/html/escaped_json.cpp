// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/html/escaped_json.hpp"

#include "orchestrator/base/escaped_markup.hpp"
#include "results-schema/json_document.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {

std::string escaped_json(const Json& document) {
    std::string safe;
    for (const char each : document.dump(-1, ' ', true, Json::error_handler_t::replace))
        if (each == '<' || each == '>' || each == '&') // only ever within a string
            safe += fmt::format("\\u{:04x}", static_cast<unsigned>(each));
        else
            safe += each;
    return safe;
}

std::string escaped_html(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](unsigned char each) { return each < ' ' || each > '~'; }, '?');
    return escaped_markup(text);
}

} // namespace cloister
