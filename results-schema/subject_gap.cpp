// SPDX-License-Identifier: GPL-2.0-or-later
#include "results-schema/subject_gap.hpp"

#include <array>

namespace cloister {
namespace {

constexpr std::string_view head = "cpu,at_ns,length_ns,own_work";

} // namespace

std::string gaps_csv(const std::vector<SubjectGap>& gaps) {
    std::string text(head);
    text += '\n';
    for (const SubjectGap& gap : gaps)
        text += std::to_string(gap.cpu.number) + ',' + std::to_string(gap.at.count()) + ',' +
                std::to_string(gap.length.count()) + ',' + (gap.own_work ? "1" : "0") + '\n';
    return text;
}

GapsCsv::GapsCsv(std::istream& text) : lines_(text, gaps_file, head) {}

void GapsCsv::skip_to(CpuId cpu) {
    lines_.skip_to(std::to_string(cpu.number) + ',');
}

std::optional<SubjectGap> GapsCsv::next() {
    const std::optional<std::string_view> line = lines_.next();
    if (!line)
        return std::nullopt;
    std::array<std::int64_t, 4> numbers{};
    std::string_view rest = *line;
    for (std::int64_t& number : numbers)
        if (!take_number(rest, number) || number < 0)
            lines_.refuse(*line);
    if (!rest.empty() || line->ends_with(','))
        lines_.refuse(*line);
    return SubjectGap{CpuId{static_cast<std::uint32_t>(numbers[0])}, std::chrono::nanoseconds(numbers[1]),
                      std::chrono::nanoseconds(numbers[2]), numbers[3] != 0};
}

} // namespace cloister
