// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/escaped_markup.hpp"

namespace cloister {

std::string escaped_markup(const std::string& text) {
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
        case '"':
            safe += "&quot;";
            break;
        default:
            safe += each;
        }
    return safe;
}

} // namespace cloister
