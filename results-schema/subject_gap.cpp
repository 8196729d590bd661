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

GapsCsv::GapsCsv(std::istream& text) : text_(text) {
    if (!read_line() || line_ != head)
        refuse(line_); // another file
}

bool GapsCsv::read_line() {
    if (!std::getline(text_, line_))
        return false;
    if (text_.eof())
        refuse(line_); // cut off
    return true;
}

std::optional<SubjectGap> GapsCsv::next() {
    return read_line() ? std::optional(parse_line(line_)) : std::nullopt;
}

} // namespace cloister
