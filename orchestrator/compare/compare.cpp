// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/compare/compare.hpp"

#include "orchestrator/base/quantity.hpp"
#include "orchestrator/compare/compare_costs.hpp"
#include "orchestrator/compare/conditions.hpp"
#include "orchestrator/compare/decide.hpp"
#include "orchestrator/compare/quantities.hpp"
#include "orchestrator/judge/measured_on.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

std::vector<Cell> cells_of(const ComparedSide& side) {
    std::vector<Cell> cells;
    for (const ComparedTrial& trial : side.trials)
        if (std::find(cells.begin(), cells.end(), trial.judged.record.spec.cell) == cells.end())
            cells.push_back(trial.judged.record.spec.cell);
    return cells;
}

CellTrials trials_of(const ComparedSide& side, const Cell& cell) {
    CellTrials trials;
    for (const ComparedTrial& trial : side.trials)
        if (trial.judged.record.spec.cell == cell)
            trials.push_back(&trial);
    return trials;
}

const TrialRecord& record(const CellTrials& trials) {
    return trials.front()->judged.record;
}

bool under_kvm(const CellTrials& trials) {
    return std::all_of(trials.begin(), trials.end(), [](const ComparedTrial* trial) {
        return trial->judged.record.machine.accelerator == "kvm";
    });
}

void put(ComparedCell& cell, CellState state, std::string reason) {
    if (cell.state == CellState::compared || state == CellState::invalid)
        cell.state = state;
    cell.reasons.push_back(std::move(reason));
}

// Repetitions that are none.
void expect_alike(const CellTrials& trials, const char* side, ComparedCell& cell) {
    const Conditions first = conditions_of(record(trials));
    for (const ComparedTrial* trial : trials)
        for (const std::string& difference : undeclared(first, conditions_of(trial->judged.record), {}))
            put(cell, CellState::invalid,
                fmt::format("trials of {} differ themselves, {}", side, difference));
}

const std::string* config(const ComparedSide& side, const TrialRecord& trial) {
    const auto found = side.configs.find(trial.kernel.digest);
    return found == side.configs.end() ? nullptr : &found->second;
}

// Of one source only a patch may differ, and bring options of its own; another base has other options.
void expect_config(const ComparedSide& old_side, const TrialRecord& old_trial, const ComparedSide& new_side,
                   const TrialRecord& new_trial, ComparedCell& cell) {
    if (old_trial.kernel.config_digest == new_trial.kernel.config_digest)
        return;
    const std::string* old_config = config(old_side, old_trial);
    const std::string* new_config = config(new_side, new_trial);
    if (old_config == nullptr || new_config == nullptr)
        return cell.reasons.push_back("the configuration of a kernel is not known: it may differ");
    const std::vector<std::string> differences = config_differences(*old_config, *new_config);
    if (differences.empty())
        return;
    const std::string first =
        differences.size() == 1 ? differences.front()
                                : fmt::format("{}, and {} more", differences.front(), differences.size() - 1);
    if (old_trial.kernel.source == new_trial.kernel.source)
        put(cell, CellState::invalid, first);
    else
        cell.reasons.push_back("the bases differ, and so do options: " + first);
}

bool has_failed_kernel(const CellTrials& trials) {
    return std::any_of(trials.begin(), trials.end(), [](const ComparedTrial* trial) {
        return trial->judged.record.outcome == Outcome::kernel_failed;
    });
}

// A kernel that failed is a finding; whatever else there is of such trials is not compared.
void expect_sound(const CellTrials& trials, const char* side, ComparedCell& cell) {
    if (record(trials).spec.subject == "none") {
        for (const ComparedTrial* trial : trials)
            if (const Outcome outcome = trial->judged.record.outcome;
                outcome != Outcome::complete && outcome != Outcome::kernel_failed)
                put(cell, CellState::invalid, fmt::format("{}: {}", side, name_of(outcome)));
        return;
    }
    if (record(trials).spec.probes == Probes::none)
        return put(cell, CellState::undecided, std::string(side) + ": no probe was armed");
    const std::optional<Unsound> flaw = unsound(judged(trials), "of this cell");
    if (flaw && flaw->verdict == Verdict::refuted)
        cell.reasons.push_back(std::string(side) + ": " + flaw->reason);
    else if (flaw)
        put(cell, flaw->verdict == Verdict::invalid ? CellState::invalid : CellState::undecided,
            std::string(side) + ": " + flaw->reason);
}

void expect_armed(const CellTrials& trials, const char* side, ComparedCell& cell) {
    const Trials all = judged(trials);
    if (lacks_armed_drains(all))
        put(cell, CellState::undecided,
            fmt::format("{}: {} of {} wanted drains were armed", side, grouped(armed(all)),
                        grouped(wanted(all))));
}

void compare_cell(const ComparedSide& old_side, const ComparedSide& new_side, const ComparisonRules& rules,
                  ComparedCell& cell) {
    const CellTrials old_trials = trials_of(old_side, *cell.old_cell);
    const CellTrials new_trials = trials_of(new_side, *cell.new_cell);
    for (const std::string& difference :
         undeclared(conditions_of(record(old_trials)), conditions_of(record(new_trials)), rules.differ))
        put(cell, CellState::invalid, difference);
    expect_config(old_side, record(old_trials), new_side, record(new_trials), cell);
    expect_alike(old_trials, "old", cell);
    expect_alike(new_trials, "new", cell);
    expect_sound(old_trials, "old", cell);
    expect_sound(new_trials, "new", cell);
    if (cell.state != CellState::compared)
        return;
    if (record(new_trials).spec.subject == "none" || has_failed_kernel(old_trials) ||
        has_failed_kernel(new_trials)) {
        cell.quantities = failures_of(old_trials, new_trials);
        return;
    }
    expect_armed(old_trials, "old", cell);
    expect_armed(new_trials, "new", cell);
    if (cell.state == CellState::compared)
        cell.quantities =
            quantities_of(old_trials, new_trials, !(under_kvm(old_trials) && under_kvm(new_trials)));
}

Evidence evidence_of(const ComparedSide& old_side, const ComparedSide& new_side) {
    Evidence all;
    for (const ComparedSide* side : {&new_side, &old_side})
        for (const ComparedTrial& trial : side->trials)
            all.push_back({trial.judged.record, std::nullopt, {}});
    return all;
}

void tell_measured_on(const ComparedSide& old_side, const ComparedSide& new_side, Comparison& comparison) {
    const Evidence evidence = evidence_of(old_side, new_side);
    cloister::tell_measured_on(evidence, comparison);
    if (evidence.empty() && !new_side.costs.empty())
        comparison.machine = new_side.costs.front().machine;
}

} // namespace

Comparison compare(const ComparedSide& old_side, const ComparedSide& new_side, const ComparisonRules& rules) {
    Comparison comparison;
    comparison.old_run = old_side.name;
    comparison.new_run = new_side.name;
    tell_measured_on(old_side, new_side, comparison);
    comparison.differ = rules.differ;
    comparison.false_alarms = rules.false_alarms;
    comparison.least_effect = rules.least_effect;
    comparison.least_cost = rules.least_cost;
    for (const CellPair& pair :
         pair_cells(cells_of(old_side), cells_of(new_side), rules.differ, rules.between)) {
        ComparedCell& cell = comparison.cells.emplace_back();
        cell.old_cell = pair.old_cell;
        cell.new_cell = pair.new_cell;
        if (pair.old_cell && pair.new_cell)
            compare_cell(old_side, new_side, rules, cell);
        else
            cell.state = pair.old_cell ? CellState::only_old : CellState::only_new;
    }
    for (ComparedCell& cell : compare_costs(old_side.costs, new_side.costs, rules.differ, rules.between))
        comparison.cells.push_back(std::move(cell));
    decide(comparison);
    return comparison;
}

} // namespace cloister
