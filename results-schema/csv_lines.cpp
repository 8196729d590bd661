// SPDX-License-Identifier: GPL-2.0-or-later
#include "results-schema/csv_lines.hpp"

#include <algorithm>
#include <stdexcept>

namespace cloister {

CsvLines::CsvLines(std::istream& text, std::string_view file, std::string_view head)
    : text_(text), file_(file) {
    if (const std::optional<std::string_view> first = next(); first != head)
        refuse(first.value_or("")); // another file
}

std::optional<std::string_view> CsvLines::next() {
    const std::optional<std::size_t> end = end_of_line();
    if (!end)
        return std::nullopt;
    const std::string_view line = rest_.substr(0, *end);
    rest_.remove_prefix(*end + 1);
    return line;
}

void CsvLines::skip_to(std::string_view beginning) {
    for (std::optional<std::size_t> end = end_of_line(); end && !rest_.starts_with(beginning);
         end = end_of_line())
        rest_.remove_prefix(*end + 1);
}

void CsvLines::refuse(std::string_view line) const {
    throw std::runtime_error("no line of a " + std::string(file_) + ": '" + std::string(line) + "'");
}

std::optional<std::size_t> CsvLines::end_of_line() {
    std::size_t end = rest_.find('\n');
    while (end == std::string_view::npos) {
        if (!read_more()) {
            if (!rest_.empty())
                refuse(rest_); // cut off
            return std::nullopt;
        }
        end = rest_.find('\n');
    }
    return end;
}

// Behind what is left of the part before.
bool CsvLines::read_more() {
    constexpr std::size_t at_once = 1U << 16U;
    std::string next(rest_);
    const std::size_t kept = next.size();
    next.resize(kept + at_once);
    text_.read(next.data() + kept, at_once);
    next.resize(kept + static_cast<std::size_t>(text_.gcount()));
    read_ = std::move(next);
    rest_ = read_;
    return read_.size() > kept;
}

bool take_number(std::string_view& rest, std::int64_t& number) {
    constexpr std::size_t most_digits = 18; // all such numbers have room
    const std::size_t sign = rest.starts_with('-') ? 1 : 0;
    std::size_t at = sign;
    std::int64_t size = 0;
    for (; at < rest.size() && rest[at] >= '0' && rest[at] <= '9'; ++at)
        size = 10 * size + (rest[at] - '0');
    if (at == sign || at - sign > most_digits || (at < rest.size() && rest[at] != ','))
        return false;
    number = sign == 1 ? -size : size;
    rest.remove_prefix(std::min(at + 1, rest.size()));
    return true;
}

} // namespace cloister
