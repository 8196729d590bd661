// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/base/wrapped.hpp"
#include "orchestrator/cost/cost.hpp"
#include "orchestrator/cost/cycles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace cloister {
namespace {

constexpr std::size_t most_functions = 6;

// "+62", "-8", and nothing where it is the same.
std::string against(std::uint64_t now, std::uint64_t before) {
    const auto difference = static_cast<std::int64_t>(now) - static_cast<std::int64_t>(before);
    return difference == 0 ? "" : fmt::format("{:+}", difference);
}

// To a tenth, cut off.
std::string each(std::uint64_t all, const OperationCost& cost) {
    constexpr std::uint64_t tenths = 10;
    if (cost.turns == 0)
        return "";
    const std::uint64_t number = tenths * all / cost.turns;
    return grouped(number / tenths) + "." + std::to_string(number % tenths);
}

std::string line(const OperationCost& cost, const OperationCost& first) {
    return fmt::format("  {:<18}{:<8}{:>10}{:>7} {:>6}{:>6} {:>5}{:>5}{:>11}\n", cost.kernel, cost.mode,
                       grouped(cost.instructions), against(cost.instructions, first.instructions),
                       cost.locked, against(cost.locked, first.locked), cost.cache_lines,
                       against(cost.cache_lines, first.cache_lines), each(cost.all_instructions, cost));
}

std::string reasons(const OperationCost& from, const OperationCost& to) {
    std::string words;
    std::size_t told = 0;
    for (const FunctionDifference& each : differences(from, to)) {
        constexpr double least = 0.1;
        if (told == most_functions || std::abs(each.instructions) < least)
            break;
        words += fmt::format("{}{:+.1f} {}", told == 0 ? "" : ", ", each.instructions, each.function);
        ++told;
    }
    return words.empty() ? "" : "    " + wrapped(words, 4) + "\n";
}

std::string cycles_line(const CycleCost& cycles) {
    const double spread = cycles.median == 0 ? 0
                                             : 100.0 * static_cast<double>(cycles.most - cycles.least) /
                                                   static_cast<double>(cycles.median);
    return fmt::format("    {} under KVM, {} within {:.1f} %{}\n", quantity(cycles.median, "cycle"),
                       quantity(cycles.boots, "boot"), spread,
                       is_steady(cycles) ? "" : ": too far apart to compare");
}

std::string rows_of(const std::string& operation, const Cost& cost) {
    const OperationCost* first = nullptr;
    std::string text = operation + "\n";
    for (const OperationCost& each : cost.operations) {
        if (each.name != operation)
            continue;
        const OperationCost& from = first == nullptr ? each : *first;
        text += line(each, from);
        if (each.invalid)
            text += "    invalid: " + wrapped(*each.invalid, 13) + "\n";
        text += reasons(from, each);
        if (each.cycles)
            text += cycles_line(*each.cycles);
        first = &from;
    }
    return text;
}

} // namespace

std::string cost_text(const Cost& cost, Colour colour) {
    std::string text = fmt::format("{}\nkernel instructions, counted; every guest was booted {}\n\n"
                                   "  {:<26}{:>10}{:>7} {:>6}{:>6} {:>5}{:>5}{:>11}\n",
                                   cost.machine, cost.boots == 1 ? "once" : quantity(cost.boots, "time"),
                                   "median of the turns", "instructs", "", "locked", "", "lines", "", "mean");
    std::vector<std::string> told;
    for (const OperationCost& each : cost.operations)
        if (std::find(told.begin(), told.end(), each.name) == told.end()) {
            text += rows_of(each.name, cost);
            told.push_back(each.name);
        }
    if (!cost.absent.empty())
        text += "not counted, and why\n";
    for (const AbsentCost& each : cost.absent)
        text += fmt::format("  {} {}{}: {}\n", each.kernel, each.mode,
                            each.operation ? " " + *each.operation : "", wrapped(each.reason, 30, 4));
    if (!cost.claims.empty())
        text += "\n" + verdict_lines(cost.claims, colour);
    return text;
}

} // namespace cloister
