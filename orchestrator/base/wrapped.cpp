// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/wrapped.hpp"

#include <algorithm>

namespace cloister {
namespace {

constexpr std::size_t width = 80;

} // namespace

std::string wrapped(const std::string& text, std::size_t from) {
    std::string lines;
    std::size_t column = from;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        if (column > from && column + 1 + end - at > width) {
            lines += "\n" + std::string(from, ' ');
            column = from;
        } else if (column > from) {
            lines += ' ';
            ++column;
        }
        lines += text.substr(at, end - at);
        column += end - at;
        at = end + 1;
    }
    return lines;
}

} // namespace cloister
