// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/console/console_line.hpp"

#include <algorithm>
#include <charconv>

namespace cloister {
namespace {

std::string_view trimmed(std::string_view word) {
    word.remove_prefix(std::min(word.find_first_not_of(' '), word.size()));
    return word;
}

// The word in "[   word]" at the line's beginning; empty where there is none.
std::string_view in_brackets(std::string_view line) {
    const std::size_t close = line.starts_with('[') ? line.find(']') : std::string_view::npos;
    return close == std::string_view::npos ? std::string_view{} : trimmed(line.substr(1, close - 1));
}

void take_brackets(std::string_view& line) {
    line.remove_prefix(line.find(']') + 1);
}

std::optional<double> time_stamp(std::string_view word) {
    double seconds = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), seconds);
    return error == std::errc{} && end == word.data() + word.size() && !word.empty() ? std::optional(seconds)
                                                                                     : std::nullopt;
}

bool is_caller(std::string_view word) {
    return word.size() > 1 && (word.front() == 'T' || word.front() == 'C') &&
           std::all_of(word.begin() + 1, word.end(), [](char digit) { return digit >= '0' && digit <= '9'; });
}

} // namespace

ConsoleLine read_console_line(std::string_view line) {
    while (!line.empty() && (line.back() == '\r' || line.back() == '\n'))
        line.remove_suffix(1);
    ConsoleLine read;
    read.seconds = time_stamp(in_brackets(line));
    if (read.seconds) {
        take_brackets(line);
        if (is_caller(in_brackets(line)))
            take_brackets(line);
        if (line.starts_with(' '))
            line.remove_prefix(1);
    }
    read.text = line;
    return read;
}

ConsoleLine next_console_line(std::string_view& console) {
    const std::size_t end = std::min(console.find('\n'), console.size());
    const ConsoleLine line = read_console_line(console.substr(0, end));
    console.remove_prefix(std::min(end + 1, console.size()));
    return line;
}

} // namespace cloister
