// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/html/escaped_json.hpp"

#include <fmt/format.h>

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

std::string escaped_html(const std::string& text) {
    std::string safe;
    for (const char each : text)
        switch (each) {
        case '<':
            safe += "&lt;";
            break;
        case '>':
            safe += "&gt;";
            break;
        case '&':
            safe += "&amp;";
            break;
        default: {
            const auto code = static_cast<unsigned char>(each);
            safe += code < ' ' || code > '~' ? '?' : each;
        }
        }
    return safe;
}

} // namespace cloister
