// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/series/cover_letter.hpp"

#include "orchestrator/base/quantity.hpp"
#include "orchestrator/series/looked_up.hpp"
#include "orchestrator/series/mail_text.hpp"
#include "orchestrator/series/measured_with_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

// The base, or the last step that was measured.
struct Side {
    const char* name;
    const StepReport* step;
};

const StepReport* last_measured(const SeriesReport& series) {
    for (std::size_t step = series.steps.size(); step-- > 1;)
        if (series.steps[step].state == StepState::measured)
            return &series.steps[step];
    return nullptr;
}

constexpr std::size_t name_width = 22;

std::string row_name(const Side& side, const std::string& mode) {
    return fmt::format("{:<{}}", fmt::format("{}, {} mode", side.name, mode), name_width);
}

std::string interruptions(const std::vector<Side>& sides) {
    std::string rows;
    for (const Side& side : sides)
        for (const StepDrains& drains : side.step->drains)
            rows += row_name(side, drains.mode) +
                    fmt::format("{:>10}{:>13}{:>9}{:>11}{:>9}\n", grouped(drains.armed),
                                grouped(drains.work_items), grouped(drains.ipis), grouped(drains.switches),
                                grouped(drains.ticks));
    if (rows.empty())
        return "";
    return "Interruptions of isolated CPUs that draining their caches caused, counted:\n\n" +
           fmt::format("{:<{}}{:>10}{:>13}{:>9}{:>11}{:>9}\n", "", name_width, "drains", "work items", "IPIs",
                       "switches", "ticks") +
           rows + "\n";
}

std::vector<std::string> modes_of(const StepReport& step) {
    std::vector<std::string> modes;
    for (const StepCost& cost : step.costs)
        if (std::find(modes.begin(), modes.end(), cost.mode) == modes.end())
            modes.push_back(cost.mode);
    return modes;
}

std::string costs(const SeriesReport& series, const StepReport& base, const StepReport& patched) {
    const std::vector<std::string> modes = modes_of(patched);
    if (base.costs.empty() || modes.empty())
        return "";
    std::string text = paragraph("", "Exact cost of one operation: kernel instructions/locked instructions/"
                                     "cache lines; of the patched kernel the difference, = for none:") +
                       fmt::format("\n{:<{}}{:>18}", "", name_width - 4, "base");
    for (const std::string& mode : modes)
        text += fmt::format("{:>18}", "patched, " + mode);
    for (const StepCost& from : base.costs) {
        if (cost_of_base(series, from.operation, modes.front()) != &from)
            continue;
        text += fmt::format("\n{:<{}}{:>18}", from.operation, name_width - 4, cost_cell(&from, nullptr));
        for (const std::string& mode : modes)
            text += fmt::format("{:>18}", cost_cell(cost_of(patched, from.operation, mode),
                                                    cost_of_base(series, from.operation, mode)));
    }
    return text + "\n\n";
}

std::string drain_times(const SeriesReport& series, const std::vector<Side>& sides) {
    std::string rows;
    for (const Side& side : sides)
        for (const StepDrains& drains : side.step->drains)
            if (drains.calls > 0)
                rows +=
                    row_name(side, drains.mode) + fmt::format("{:>10}{:>13}{:>13}\n", grouped(drains.calls),
                                                              ascii(length_text(drains.call_mean)),
                                                              ascii(length_text(drains.call_max)));
    if (rows.empty())
        return "";
    return paragraph("", std::string("How long a drain takes who asks for it") +
                             (series.times_indicative ? "; indicative, guests were emulated:" : ":")) +
           fmt::format("\n{:<{}}{:>10}{:>13}{:>13}\n", "", name_width, "calls", "mean", "longest") + rows +
           "\n";
}

std::string steps_text(const SeriesReport& series) {
    std::size_t sound = 0;
    std::size_t asked = 0;
    for (const StepReport& step : series.steps) {
        sound += step.state == StepState::measured ? 1 : 0;
        asked += step.state == StepState::left_out ? 0 : 1;
    }
    return paragraph("",
                     fmt::format("{} of {} steps, the base included, build, boot and were measured{}.", sound,
                                 asked, asked < series.steps.size() ? "; others were left out" : ""));
}

std::string claims_text(const StepReport& patched) {
    std::string text;
    for (const ClaimResult& claim : patched.claims)
        text += paragraph(fmt::format("{:<11}", name_of(claim.verdict)), claim.id + ": " + claim.reason);
    return text.empty() ? "" : "Of the patched kernel:\n\n" + text + "\n";
}

} // namespace

std::string cover_letter(const SeriesReport& series) {
    const StepReport& base = series.steps.front();
    const StepReport* patched = last_measured(series);
    std::vector<Side> sides{{"base", &base}};
    if (patched != nullptr)
        sides.push_back({"patched", patched});
    std::string text = interruptions(sides);
    if (patched != nullptr)
        text += costs(series, base, *patched) + drain_times(series, sides) + claims_text(*patched);
    return text + steps_text(series) + "\n" + measured_with_text(series);
}

} // namespace cloister
