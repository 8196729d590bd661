// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/coverage/touched_lines.hpp"

#include <algorithm>
#include <charconv>
#include <sstream>

namespace cloister {
namespace {

// "3,7" of "@@ -1,2 +3,7 @@"; a lone "3" is one line.
struct Range {
    std::uint32_t first = 0;
    std::uint32_t number = 1;
};

Range range_after(char sign, const std::string& line) {
    Range range;
    const std::size_t at = line.find(sign, 2);
    if (at == std::string::npos)
        return {0, 0};
    const char* end = line.data() + line.size();
    const auto first = std::from_chars(line.data() + at + 1, end, range.first);
    if (first.ptr != end && *first.ptr == ',')
        std::from_chars(first.ptr + 1, end, range.number);
    return range;
}

// "+++ b/mm/swap.c<tab>2026-11-24" is mm/swap.c.
std::string new_path(const std::string& line) {
    const std::string path = line.substr(4, line.find('\t') - 4);
    return path.substr(std::min(path.find('/') + 1, path.size()));
}

} // namespace

TouchedLines touched_lines(const std::string& diff) {
    TouchedLines touched;
    std::istringstream lines(diff);
    std::string file;
    std::uint32_t at = 0; // the next line of the new file
    std::uint32_t old_ones = 0;
    std::uint32_t new_ones = 0; // that this hunk still has; in it "+++ x" is an added line
    for (std::string line; std::getline(lines, line);) {
        if (old_ones + new_ones > 0) {
            const bool is_new = line.starts_with('+');
            const bool is_old = line.starts_with('-');
            if (line.starts_with('\\')) // "\ No newline at end of file"
                continue;
            if (is_new)
                touched[file].insert(at);
            at += is_old ? 0 : 1;
            new_ones -= is_old || new_ones == 0 ? 0 : 1;
            old_ones -= is_new || old_ones == 0 ? 0 : 1;
        } else if (line.starts_with("+++ ")) {
            file = new_path(line);
        } else if (line.starts_with("@@ ")) {
            const Range of_new = range_after('+', line);
            at = of_new.first;
            new_ones = of_new.number;
            old_ones = range_after('-', line).number;
        }
    }
    return touched;
}

} // namespace cloister
