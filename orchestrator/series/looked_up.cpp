// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/series/looked_up.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

void add(std::vector<std::string>& names, const std::string& name) {
    if (std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(name);
}

} // namespace

std::vector<std::string> modes_of(const SeriesReport& series) {
    std::vector<std::string> modes;
    for (const StepReport& step : series.steps)
        for (const StepDrains& drains : step.drains)
            add(modes, drains.mode);
    return modes;
}

std::vector<CostColumn> cost_columns(const SeriesReport& series) {
    std::vector<CostColumn> columns;
    std::vector<std::string> operations;
    std::vector<std::string> modes;
    for (const StepReport& step : series.steps)
        for (const StepCost& cost : step.costs) {
            add(operations, cost.operation);
            add(modes, cost.mode);
        }
    for (const std::string& operation : operations)
        for (const std::string& mode : modes)
            if (std::any_of(series.steps.begin(), series.steps.end(), [&](const StepReport& step) {
                    return cost_of(step, operation, mode) != nullptr;
                }))
                columns.push_back({operation, mode});
    return columns;
}

std::optional<std::uint64_t> drains_everywhere(const SeriesReport& series) {
    std::optional<std::uint64_t> armed;
    for (const StepReport& step : series.steps)
        for (const StepDrains& drains : step.drains) {
            if (armed && *armed != drains.armed)
                return std::nullopt;
            armed = drains.armed;
        }
    return armed;
}

std::string state_of(const StepReport& step) {
    switch (step.state) {
    case StepState::not_done:
        return "not done";
    case StepState::left_out:
        return "left out";
    case StepState::build_failed:
        return "does not build";
    case StepState::kernel_failed:
        return "kernel fails";
    case StepState::measured:
        break;
    }
    return step.verdict ? name_of(*step.verdict) : "-";
}

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
