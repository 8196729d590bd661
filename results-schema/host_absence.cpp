// SPDX-License-Identifier: GPL-2.0-or-later
#include "results-schema/host_absence.hpp"

#include <charconv>

namespace cloister {
namespace {

constexpr std::string_view head = "cpu,out_ns,in_ns,why";

[[noreturn]] void refuse(std::string_view line) {
    throw std::runtime_error("no line of a host-switches.csv: '" + std::string(line) + "'");
}

HostAbsence parse_line(std::string_view line) {
    std::array<std::int64_t, 3> numbers{};
    const char* at = line.data();
    const char* const end = at + line.size();
    for (std::int64_t& number : numbers) {
        const auto [rest, error] = std::from_chars(at, end, number);
        if (error != std::errc() || rest == end || *rest != ',')
            refuse(line);
        at = rest + 1;
    }
    const std::optional<Away> why = value_named<Away>({at, static_cast<std::size_t>(end - at)});
    if (!why || numbers[0] < 0 || numbers[2] < numbers[1])
        refuse(line);
    return {CpuId{static_cast<std::uint32_t>(numbers[0])}, std::chrono::nanoseconds(numbers[1]),
            std::chrono::nanoseconds(numbers[2]), *why};
}

} // namespace

std::string host_switches_csv(const std::vector<HostAbsence>& absences) {
    std::string text(head);
    text += '\n';
    for (const HostAbsence& each : absences)
        text += std::to_string(each.cpu.number) + ',' + std::to_string(each.out.count()) + ',' +
                std::to_string(each.in.count()) + ',' + name_of(each.why) + '\n';
    return text;
}

HostSwitchesCsv::HostSwitchesCsv(std::istream& text) : text_(text) {
    if (!read_line() || line_ != head)
        refuse(line_); // another file
}

bool HostSwitchesCsv::read_line() {
    if (!std::getline(text_, line_))
        return false;
    if (text_.eof())
        refuse(line_); // cut off
    return true;
}

std::optional<HostAbsence> HostSwitchesCsv::next() {
    return read_line() ? std::optional(parse_line(line_)) : std::nullopt;
}

} // namespace cloister
