// SPDX-License-Identifier: GPL-2.0-or-later
#include "results-schema/subject_gap.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace cloister {
namespace {

constexpr std::string_view head = "cpu,at_ns,length_ns,own_work";

[[noreturn]] void refuse(std::string_view line) {
    throw std::runtime_error("no line of a gaps.csv: '" + std::string(line) + "'");
}

// Digits up to a comma, or to the line's end. By hand: a trial has more gaps than events.
bool take_number(std::string_view& rest, std::int64_t& number) {
    constexpr std::size_t most_digits = 18; // all such numbers have room
    std::size_t digits = 0;
    number = 0;
    for (; digits < rest.size() && rest[digits] >= '0' && rest[digits] <= '9'; ++digits)
        number = 10 * number + (rest[digits] - '0');
    if (digits == 0 || digits > most_digits || (digits < rest.size() && rest[digits] != ','))
        return false;
    rest.remove_prefix(std::min(digits + 1, rest.size()));
    return true;
}

SubjectGap parse_line(std::string_view line) {
    std::array<std::int64_t, 4> numbers{};
    std::string_view rest = line;
    for (std::int64_t& number : numbers)
        if (!take_number(rest, number))
            refuse(line);
    if (!rest.empty() || line.ends_with(','))
        refuse(line);
    return {CpuId{static_cast<std::uint32_t>(numbers[0])}, std::chrono::nanoseconds(numbers[1]),
            std::chrono::nanoseconds(numbers[2]), numbers[3] != 0};
}

} // namespace

std::string gaps_csv(const std::vector<SubjectGap>& gaps) {
    std::string text(head);
    text += '\n';
    for (const SubjectGap& gap : gaps)
        text += std::to_string(gap.cpu.number) + ',' + std::to_string(gap.at.count()) + ',' +
                std::to_string(gap.length.count()) + ',' + (gap.own_work ? "1" : "0") + '\n';
    return text;
}

GapsCsv::GapsCsv(std::istream& text) : text_(text) {
    if (!read_line() || line_ != head)
        refuse(line_); // another file
}

bool GapsCsv::read_line() {
    std::size_t end = rest_.find('\n');
    while (end == std::string_view::npos) {
        if (!read_more()) {
            line_ = rest_;
            if (!rest_.empty())
                refuse(rest_); // cut off
            return false;
        }
        end = rest_.find('\n');
    }
    line_ = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return true;
}

// Behind what is left of the part before.
bool GapsCsv::read_more() {
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

std::optional<SubjectGap> GapsCsv::next() {
    return read_line() ? std::optional(parse_line(line_)) : std::nullopt;
}

} // namespace cloister
