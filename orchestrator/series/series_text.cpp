// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/series/series_text.hpp"

#include "orchestrator/base/quantity.hpp"
#include "orchestrator/series/looked_up.hpp"
#include "orchestrator/series/mail_text.hpp"
#include "orchestrator/series/measured_with_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

using Names = std::vector<std::string>;

std::string drains_cell(const StepDrains* drains, bool with_number) {
    if (drains == nullptr)
        return "-";
    const std::string number = with_number ? fmt::format("{}: ", drains->armed) : "";
    return fmt::format("{}{}/{}/{}", number, drains->work_items, drains->ipis, drains->switches);
}

// So many columns of a table that has no room for all.
constexpr std::size_t modes_in_a_table = 2;
constexpr std::size_t mode_width = 15;
constexpr std::size_t subject_width = 28;

std::string drain_rows(const SeriesReport& series, const Names& modes, bool with_number) {
    std::string text = fmt::format("{:<{}}", "step", subject_width + 4);
    for (const std::string& mode : modes)
        text += fmt::format("{:>{}}", mode, mode_width);
    text += "\n";
    for (std::size_t i = 0; i < series.steps.size(); ++i) {
        const StepReport& step = series.steps[i];
        if (step.state == StepState::left_out)
            continue;
        text += fmt::format("{:>2}  {:<{}}", i, shortened(step.subject, subject_width), subject_width);
        for (const std::string& mode : modes)
            text += fmt::format("{:>{}}", drains_cell(drains_of(step, mode), with_number), mode_width);
        text += "  " + state_of(step) + "\n";
    }
    return text;
}

std::string drain_table(const SeriesReport& series) {
    const Names modes = modes_of(series);
    const std::optional<std::uint64_t> armed = drains_everywhere(series);
    std::string text;
    if (!modes.empty())
        text +=
            paragraph("", armed ? fmt::format("Caused on isolated CPUs by {}: work items/IPIs/switches away",
                                              quantity(*armed, "armed drain"))
                                : "Caused on isolated CPUs by armed drains, how many: work "
                                  "items/IPIs/switches away");
    for (std::size_t at = 0; at == 0 || at < modes.size(); at += modes_in_a_table) {
        const auto first = modes.begin() + static_cast<std::ptrdiff_t>(at);
        const std::size_t number = std::min(modes.size() - at, modes_in_a_table);
        text += drain_rows(series, Names(first, first + static_cast<std::ptrdiff_t>(number)), !armed) + "\n";
    }
    return text;
}

constexpr std::size_t cost_width = 18;
constexpr std::size_t costs_in_a_table = 4;

std::string cost_rows(const SeriesReport& series, const std::vector<CostColumn>& columns) {
    std::string text = "step";
    for (const CostColumn& column : columns)
        text += fmt::format("{:>{}}", column.operation, cost_width);
    text += "\n    ";
    for (const CostColumn& column : columns)
        text += fmt::format("{:>{}}", column.mode, cost_width);
    text += "\n";
    for (std::size_t i = 0; i < series.steps.size(); ++i) {
        if (series.steps[i].costs.empty())
            continue;
        text += fmt::format("{:>2}  ", i);
        for (const CostColumn& column : columns) {
            const StepCost* from = cost_of_base(series, column.operation, column.mode);
            const StepCost* cost = cost_of(series.steps[i], column.operation, column.mode);
            text += fmt::format("{:>{}}", cost_cell(cost, cost == from ? nullptr : from), cost_width);
        }
        text += "\n";
    }
    return text;
}

std::string cost_table(const SeriesReport& series) {
    const std::vector<CostColumn> columns = cost_columns(series);
    if (columns.empty())
        return "";
    std::string text = paragraph("", "Cost of one operation: kernel instructions/locked ones/cache lines; "
                                     "beneath the base how it differs from that, = where it does not");
    for (std::size_t at = 0; at < columns.size(); at += costs_in_a_table) {
        const auto first = columns.begin() + static_cast<std::ptrdiff_t>(at);
        const std::size_t number = std::min(columns.size() - at, costs_in_a_table);
        text += cost_rows(series, {first, first + static_cast<std::ptrdiff_t>(number)}) + "\n";
    }
    return text;
}

// What was found of several steps is said once.
class Notes {
  public:
    void add(std::size_t step, const std::string& what) {
        for (auto& [text, steps] : notes_)
            if (text == what)
                return steps.insert(CpuId{static_cast<std::uint32_t>(step)});
        notes_.push_back({what, CpuSet{CpuId{static_cast<std::uint32_t>(step)}}});
    }
    std::string text() const {
        std::string lines;
        for (const auto& [what, steps] : notes_)
            lines +=
                paragraph(fmt::format("{} {}: ", steps.size() == 1 ? "step" : "steps", steps.list()), what);
        return lines;
    }

  private:
    std::vector<std::pair<std::string, CpuSet>> notes_;
};

std::string notes_of(const SeriesReport& series) {
    Notes notes;
    for (std::size_t i = 0; i < series.steps.size(); ++i) {
        const StepReport& step = series.steps[i];
        if (step.reason)
            notes.add(i, *step.reason);
        for (const ClaimResult& claim : step.claims)
            if (claim.verdict != Verdict::upheld)
                notes.add(i, name_of(claim.verdict) + " " + claim.id + ": " + claim.reason);
        for (const AbsentMode& absent : step.absent_modes)
            notes.add(i, "no mode " + absent.mode + ": " + absent.reason);
        for (const StepCost& cost : step.costs)
            if (cost.invalid)
                notes.add(i, "invalid cost of " + cost.operation + " in " + cost.mode +
                                 " mode: " + *cost.invalid);
        for (const AbsentCost& absent : step.absent_costs)
            notes.add(i, "no cost of " + absent.operation.value_or("anything") + " in " + absent.mode +
                             " mode: " + absent.reason);
    }
    const std::string text = notes.text();
    return text.empty() ? "" : text + "\n";
}

// What is wrong with the first bad step, in a line.
std::string why_bad(const StepReport& step) {
    if (step.reason)
        return *step.reason;
    for (const ClaimResult& claim : step.claims)
        if (claim.verdict == Verdict::refuted)
            return claim.id + ": " + claim.reason;
    return state_of(step);
}

} // namespace

std::string series_text(const SeriesReport& series) {
    std::string text = measured_with_text(series) + "\n";
    text += drain_table(series) + cost_table(series) + notes_of(series);
    if (series.first_bad)
        text += paragraph("first bad: ", fmt::format("step {}: {}", step_name(series, *series.first_bad),
                                                     why_bad(series.steps[*series.first_bad])));
    return text + name_of(series.verdict) + " is the worst of these verdicts\n";
}

} // namespace cloister
