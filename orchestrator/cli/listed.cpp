// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/listed.hpp"

#include <algorithm>

namespace cloister {

std::vector<std::string> listed(const std::string& text) {
    std::vector<std::string> names;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(',', at), text.size());
        names.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return names;
}

} // namespace cloister
