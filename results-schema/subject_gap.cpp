// SPDX-License-Identifier: GPL-2.0-or-later
#include "results-schema/subject_gap.hpp"

#include <array>
#include <charconv>
#include <stdexcept>

namespace cloister {
namespace {

constexpr std::string_view head = "cpu,at_ns,length_ns,own_work";

[[noreturn]] void refuse(std::string_view line) {
    throw std::runtime_error("no line of a gaps.csv: '" + std::string(line) + "'");
}

SubjectGap parse_line(std::string_view line) {
    std::array<std::int64_t, 4> numbers{};
    const char* at = line.data();
    const char* const end = at + line.size();
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const auto [rest, error] = std::from_chars(at, end, numbers[i]);
        const bool last = i + 1 == numbers.size();
        if (error != std::errc() || numbers[i] < 0 || (last ? rest != end : rest == end || *rest != ','))
            refuse(line);
        at = last ? rest : rest + 1;
    }
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

std::vector<SubjectGap> parse_gaps_csv(std::string_view text) {
    std::vector<SubjectGap> gaps;
    bool first = true;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        if (end == std::string_view::npos || (first && line != head))
            refuse(line); // cut off, or another file
        if (!first)
            gaps.push_back(parse_line(line));
        first = false;
        text.remove_prefix(end + 1);
    }
    if (first)
        refuse("");
    return gaps;
}

} // namespace cloister
