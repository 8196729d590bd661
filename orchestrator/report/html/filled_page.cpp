// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/html/filled_page.hpp"

#include <stdexcept>

namespace cloister {

std::string filled_page(std::string_view page,
                        const std::vector<std::pair<std::string_view, std::string>>& marks) {
    std::string text;
    for (const auto& [mark, put_in] : marks) {
        const std::size_t at = page.find(mark);
        if (at == std::string_view::npos)
            throw std::logic_error("the page has no " + std::string(mark));
        text.append(page.substr(0, at)).append(put_in);
        page.remove_prefix(at + mark.size());
    }
    return text.append(page);
}

} // namespace cloister
