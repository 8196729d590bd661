// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/base/wrapped.hpp"
#include "orchestrator/observer/observer.hpp"
#include "orchestrator/report/measured_on_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

constexpr const char* nothing = "–";

std::string each(const std::optional<std::uint64_t>& instructions, std::uint64_t provoked) {
    if (!instructions)
        return nothing;
    return grouped(provoked == 0 ? *instructions : *instructions / provoked);
}

std::string events_each(const ObservedSource& source) {
    if (source.armed.provoked == 0)
        return grouped(source.events);
    return fmt::format("{:.1f}",
                       static_cast<double>(source.events) / static_cast<double>(source.armed.provoked));
}

std::string emulator_saw(const ObservedSource& source) {
    if (!source.unarmed.interrupts || !source.armed.interrupts)
        return nothing;
    return grouped(*source.unarmed.interrupts + *source.armed.interrupts);
}

std::string cost_line(const ObservedSource& source) {
    const std::optional<std::int64_t> per_event = instructions_per_event(source);
    std::string line = fmt::format(
        "  {:<16}{:>9}{:>10}{:>9}{:>9}{:>14}{:>11}\n", source.name,
        each(source.unarmed.instructions, source.unarmed.provoked),
        each(source.armed.instructions, source.armed.provoked), events_each(source),
        per_event ? std::to_string(*per_event) : nothing,
        grouped(counted_interrupts(source.unarmed) + counted_interrupts(source.armed)), emulator_saw(source));
    if (source.invalid)
        line += "    invalid: " + wrapped(*source.invalid, 13) + "\n";
    return line;
}

// "183", or "183-190" where the windows are not alike.
std::string range(const std::vector<std::uint64_t>& numbers) {
    const auto [least, most] = std::minmax_element(numbers.begin(), numbers.end());
    return *least == *most ? grouped(*least) : grouped(*least) + "-" + grouped(*most);
}

std::string counters_line(const ObservedSource& source) {
    std::string words;
    for (const auto& [line, unarmed] : source.unarmed.counters) {
        const auto armed = source.armed.counters.find(line);
        if (unarmed.empty() || armed == source.armed.counters.end() || armed->second.empty())
            continue;
        const bool differs =
            std::find(source.differences.begin(), source.differences.end(), line) != source.differences.end();
        words += (words.empty() ? "" : ", ") + line + " " + range(unarmed) + (differs ? " but " : " | ") +
                 range(armed->second);
    }
    return fmt::format("  {:<16}{}\n", source.name, wrapped(words.empty() ? "0 | 0" : words, 18));
}

std::string verdict_line(const Observer& observer) {
    switch (exit_code(observer)) {
    case 0:
        return "the counters agree, armed and unarmed\n";
    case 1:
        return "the counters do not agree\n";
    default:
        return "the evidence is flawed\n";
    }
}

} // namespace

std::string observer_text(const Observer& observer) {
    std::string text = measured_on_text(observer.machine, observer.times_indicative, observer.not_measured);
    text += fmt::format("{:<18}{:>19}{:>18}{:>25}\n", "", "kernel instructions", "armed: events",
                        "interrupts, both");
    text += fmt::format("{:<18}{:>9}{:>10}{:>9}{:>9}{:>14}{:>11}\n", "", "unarmed", "armed", "each", "cost",
                        "kernel", "emulator");
    std::string mode;
    for (const ObservedSource& source : observer.sources) {
        if (source.mode != mode)
            text += observer.kernel + " " + source.mode + "\n";
        mode = source.mode;
        text += cost_line(source);
    }
    text += "the kernel's own counters a window, unarmed | armed\n";
    mode.clear();
    for (const ObservedSource& source : observer.sources) {
        if (source.mode != mode)
            text += observer.kernel + " " + source.mode + "\n";
        mode = source.mode;
        text += counters_line(source);
    }
    return text + verdict_line(observer);
}

} // namespace cloister
