// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/series/step_columns.hpp"

#include "orchestrator/base/quantity.hpp"
#include "orchestrator/base/wrapped.hpp"
#include "orchestrator/report/bars.hpp"
#include "orchestrator/series/looked_up.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace cloister {
namespace {

using Values = std::vector<std::optional<double>>;

std::optional<double> last_of(const Values& values) {
    const auto last = std::find_if(values.rbegin(), values.rend(),
                                   [](const std::optional<double>& each) { return each.has_value(); });
    return last == values.rend() ? std::nullopt : *last;
}

std::string number_text(std::optional<double> number) {
    return number ? grouped(static_cast<std::uint64_t>(std::abs(*number))) : "";
}

// "+18", "-5,716", "=".
std::string difference_text(std::optional<double> number) {
    return number == 0 ? "=" : (number > 0 ? "+" : "-") + number_text(number);
}

std::string row(const std::string& name, const std::string& mode, const Values& values,
                const std::string& last) {
    return fmt::format("  {:<20}{:<10}{:>9}  {}\n", name, mode, last, columns_of(values));
}

std::vector<const StepReport*> steps_with_columns(const SeriesReport& series) {
    std::vector<const StepReport*> steps;
    for (const StepReport& step : series.steps)
        if (step.state != StepState::left_out)
            steps.push_back(&step);
    return steps;
}

// "steps 0-3, 7".
std::string numbers_of(const SeriesReport& series) {
    CpuSet numbers;
    for (std::size_t i = 0; i < series.steps.size(); ++i)
        if (series.steps[i].state != StepState::left_out)
            numbers.insert(CpuId{static_cast<std::uint32_t>(i)});
    return (numbers.size() == 1 ? "step " : "steps ") + numbers.list();
}

std::string drain_rows(const SeriesReport& series) {
    std::string text;
    for (const std::string& mode : modes_of(series)) {
        Values values;
        for (const StepReport* step : steps_with_columns(series)) {
            const StepDrains* drains = drains_of(*step, mode);
            values.push_back(drains == nullptr
                                 ? std::optional<double>()
                                 : static_cast<double>(drains->work_items + drains->ipis + drains->switches));
        }
        text += row("caused by drains", mode, values, number_text(last_of(values)));
    }
    return text;
}

Values differences(const SeriesReport& series, const CostColumn& column) {
    const StepCost* from = cost_of_base(series, column.operation, column.mode);
    Values values;
    for (const StepReport* step : steps_with_columns(series)) {
        const StepCost* cost = cost_of(*step, column.operation, column.mode);
        values.push_back(cost == nullptr || from == nullptr || cost->invalid
                             ? std::optional<double>()
                             : static_cast<double>(cost->instructions) -
                                   static_cast<double>(from->instructions));
    }
    return values;
}

std::string cost_rows(const SeriesReport& series) {
    std::string text;
    std::string alike;
    for (const CostColumn& column : cost_columns(series)) {
        const Values values = differences(series, column);
        const bool differs = std::any_of(values.begin(), values.end(), [](const std::optional<double>& each) {
            return each.value_or(0) != 0;
        });
        if (differs)
            text += row(column.operation, column.mode, values, difference_text(last_of(values)));
        else
            alike += (alike.empty() ? "" : "; ") + column.operation + " " + column.mode;
    }
    return text + (alike.empty() ? "" : "  the same in every step: " + wrapped(alike, 26, 4) + "\n");
}

} // namespace

std::string step_columns(const SeriesReport& series) {
    const std::string drains = drain_rows(series);
    const std::string costs = cost_rows(series);
    if (drains.empty() && costs.empty())
        return "";
    return "At a glance, a column for each of " + numbers_of(series) +
           ", and the last one's number:\n"
           "work items, IPIs and switches on isolated CPUs; instructions against the base\n" +
           drains + costs;
}

} // namespace cloister
