// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/wrapped.hpp"

#include <algorithm>

namespace cloister {

std::string wrapped(const std::string& text, std::size_t from, std::size_t indent, std::size_t width) {
    std::string lines;
    std::size_t column = from;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::size_t length = end - at;
        if (column > indent && column + 1 + length > width) {
            lines += "\n" + std::string(indent, ' ');
            column = indent;
        } else if (at > 0) {
            lines += ' ';
            ++column;
        }
        lines += text.substr(at, length);
        column += length;
        at = end + 1;
    }
    return lines;
}

} // namespace cloister
