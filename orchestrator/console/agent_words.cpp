// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/console/agent_words.hpp"

namespace cloister {

std::optional<std::string> agent_words(std::string_view console) {
    constexpr std::string_view head = "cloister agent: ";
    for (std::size_t at = console.find(head); at != std::string_view::npos; at = console.find(head, at + 1)) {
        if (at != 0 && console[at - 1] != '\n')
            continue;
        const std::string_view line = console.substr(at + head.size());
        return std::string(line.substr(0, line.find_first_of("\r\n")));
    }
    return std::nullopt;
}

} // namespace cloister
