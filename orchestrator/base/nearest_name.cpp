// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

// Optimal string alignment distance.
std::size_t edits_between(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> edits(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i)
        edits[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j)
        edits[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i)
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = edits[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            edits[i][j] = std::min({replaced, edits[i - 1][j] + 1, edits[i][j - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                edits[i][j] = std::min(edits[i][j], edits[i - 2][j - 2] + 1);
        }
    return edits[a.size()][b.size()];
}

} // namespace

std::optional<std::string> nearest_name(std::string_view typed, const std::vector<std::string>& names) {
    // Up to a third of the letters may be wrong, and one always.
    const std::size_t most = std::max<std::size_t>(1, typed.size() / 3);
    std::optional<std::string> nearest;
    std::size_t fewest = most + 1;
    for (const std::string& name : names)
        if (const std::size_t edits = edits_between(typed, name); edits < fewest) {
            fewest = edits;
            nearest = name;
        }
    return nearest;
}

std::string unknown_name(std::string_view what, std::string_view typed,
                         const std::vector<std::string>& names) {
    if (const std::optional<std::string> nearest = nearest_name(typed, names))
        return fmt::format("unknown {} '{}': did you mean {}?", what, typed, *nearest);
    return fmt::format("unknown {} '{}': one of {}", what, typed, fmt::join(names, ", "));
}

} // namespace cloister
