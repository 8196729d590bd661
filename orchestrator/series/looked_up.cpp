// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/series/looked_up.hpp"

#include <fmt/format.h>

namespace cloister {

std::string step_name(const SeriesReport& series, std::size_t step) {
    return fmt::format("{} {}", step, series.steps.at(step).subject);
}

const StepCost* cost_of(const StepReport& step, const std::string& operation, const std::string& mode) {
    for (const StepCost& cost : step.costs)
        if (cost.operation == operation && cost.mode == mode)
            return &cost;
    return nullptr;
}

const StepCost* cost_of_base(const SeriesReport& series, const std::string& operation,
                             const std::string& mode) {
    const StepReport& base = series.steps.front();
    if (const StepCost* same = cost_of(base, operation, mode))
        return same;
    for (const StepCost& cost : base.costs)
        if (cost.operation == operation)
            return &cost;
    return nullptr;
}

const StepDrains* drains_of(const StepReport& step, const std::string& mode) {
    for (const StepDrains& drains : step.drains)
        if (drains.mode == mode)
            return &drains;
    return nullptr;
}

std::string cost_cell(const StepCost* cost, const StepCost* from) {
    if (cost == nullptr)
        return "-";
    if (cost->invalid)
        return "invalid";
    if (from == nullptr || from->invalid)
        return fmt::format("{}/{}/{}", cost->instructions, cost->locked, cost->cache_lines);
    const auto more = [](std::uint64_t now, std::uint64_t before) {
        return static_cast<std::int64_t>(now) - static_cast<std::int64_t>(before);
    };
    const std::int64_t instructions = more(cost->instructions, from->instructions);
    const std::int64_t locked = more(cost->locked, from->locked);
    const std::int64_t lines = more(cost->cache_lines, from->cache_lines);
    return instructions == 0 && locked == 0 && lines == 0
               ? "="
               : fmt::format("{:+}/{:+}/{:+}", instructions, locked, lines);
}

} // namespace cloister
