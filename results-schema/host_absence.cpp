// SPDX-License-Identifier: GPL-2.0-or-later
#include "results-schema/host_absence.hpp"

namespace cloister {
namespace {

constexpr std::string_view head = "cpu,out_ns,in_ns,why";

} // namespace

std::string host_switches_csv(const std::vector<HostAbsence>& absences) {
    std::string text(head);
    text += '\n';
    for (const HostAbsence& each : absences)
        text += std::to_string(each.cpu.number) + ',' + std::to_string(each.out.count()) + ',' +
                std::to_string(each.in.count()) + ',' + name_of(each.why) + '\n';
    return text;
}

HostSwitchesCsv::HostSwitchesCsv(std::istream& text) : lines_(text, host_switches_file, head) {}

void HostSwitchesCsv::skip_to(CpuId cpu) {
    lines_.skip_to(std::to_string(cpu.number) + ',');
}

std::optional<HostAbsence> HostSwitchesCsv::next() {
    const std::optional<std::string_view> line = lines_.next();
    if (!line)
        return std::nullopt;
    std::array<std::int64_t, 3> numbers{};
    std::string_view rest = *line;
    for (std::int64_t& number : numbers)
        if (!take_number(rest, number))
            lines_.refuse(*line);
    const std::optional<Away> why = value_named<Away>(rest);
    if (!why || numbers[0] < 0 || numbers[2] < numbers[1])
        lines_.refuse(*line);
    return HostAbsence{CpuId{static_cast<std::uint32_t>(numbers[0])}, std::chrono::nanoseconds(numbers[1]),
                       std::chrono::nanoseconds(numbers[2]), *why};
}

} // namespace cloister
