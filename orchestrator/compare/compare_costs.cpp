// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/compare/compare_costs.hpp"

#include "orchestrator/compare/conditions.hpp"
#include "orchestrator/cost/cost.hpp"

namespace cloister {
namespace {

Cell cell_of(const OperationCost& cost) {
    return {cost.kernel, cost.mode, cost.name};
}

struct CountedCost {
    OperationCost cost;
    Conditions conditions;
};

using Costs = std::map<Cell, CountedCost>;

Costs costs_of(const std::vector<Cost>& side) {
    Costs all;
    for (const Cost& cost : side)
        for (const OperationCost& operation : cost.operations)
            all.try_emplace(cell_of(operation),
                            CountedCost{operation, conditions_of(cost, operation.kernel)});
    return all;
}

// In the order asked for.
std::vector<Cell> cells_of(const std::vector<Cost>& side) {
    std::vector<Cell> cells;
    for (const Cost& cost : side)
        for (const OperationCost& operation : cost.operations)
            cells.push_back(cell_of(operation));
    return cells;
}

ComparedQuantity exactly(const char* name, const char* unit, std::uint64_t old_number,
                         std::uint64_t new_number) {
    ComparedQuantity quantity;
    quantity.name = name;
    quantity.unit = unit;
    quantity.old_number = static_cast<double>(old_number);
    quantity.new_number = static_cast<double>(new_number);
    return quantity;
}

std::vector<ComparedQuantity> quantities_of(const OperationCost& from, const OperationCost& to) {
    std::vector<ComparedQuantity> all = counts_of(from, to);
    const CountedOver turns{"turn", static_cast<double>(from.turns), static_cast<double>(to.turns)};
    for (ComparedQuantity& of_all : std::vector<ComparedQuantity>{
             exactly("instructions, mean", "instructions", from.all_instructions, to.all_instructions),
             exactly("instructions elsewhere, mean", "instructions", from.elsewhere, to.elsewhere)}) {
        of_all.over = {turns};
        all.push_back(of_all);
    }
    return all;
}

std::map<std::string, double> functions_of(const OperationCost& from, const OperationCost& to) {
    std::map<std::string, double> all;
    for (const FunctionDifference& each : differences(from, to))
        all[each.function] = each.instructions;
    return all;
}

void compare_costs(const CountedCost& from, const CountedCost& to, const std::vector<Declared>& differ,
                   ComparedCell& cell) {
    const auto flaw = [&](const char* side, const OperationCost& cost) {
        if (cost.invalid)
            cell.reasons.push_back(std::string(side) + ": " + *cost.invalid);
        if (cost.turns == 0)
            cell.reasons.push_back(std::string(side) + ": no turn was counted");
    };
    flaw("old", from.cost);
    flaw("new", to.cost);
    for (std::string& difference : undeclared(from.conditions, to.conditions, differ))
        cell.reasons.push_back(std::move(difference));
    if (!cell.reasons.empty()) {
        cell.state = CellState::invalid;
        return;
    }
    cell.quantities = quantities_of(from.cost, to.cost);
    cell.functions = functions_of(from.cost, to.cost);
}

// Why a side has none, where it says so.
void tell_absence(const std::vector<Cost>& side, const Cell& cell, std::vector<std::string>& reasons) {
    for (const Cost& cost : side)
        for (const AbsentCost& absent : cost.absent)
            if (absent.mode == cell.mode && absent.operation.value_or(cell.workload) == cell.workload)
                reasons.push_back(absent.kernel + ": " + absent.reason);
}

} // namespace

std::vector<ComparedQuantity> counts_of(const OperationCost& from, const OperationCost& to) {
    return {exactly("instructions", "instructions", from.instructions, to.instructions),
            exactly("locked instructions", "instructions", from.locked, to.locked),
            exactly("cache lines", "cache lines", from.cache_lines, to.cache_lines)};
}

std::vector<ComparedCell> compare_costs(const std::vector<Cost>& old_side, const std::vector<Cost>& new_side,
                                        const std::vector<Declared>& differ,
                                        const std::optional<Between>& between) {
    const Costs old_costs = costs_of(old_side);
    const Costs new_costs = costs_of(new_side);
    std::vector<ComparedCell> cells;
    for (const CellPair& pair : pair_cells(cells_of(old_side), cells_of(new_side), differ, between)) {
        ComparedCell& cell = cells.emplace_back();
        cell.old_cell = pair.old_cell;
        cell.new_cell = pair.new_cell;
        if (pair.old_cell && pair.new_cell) {
            compare_costs(old_costs.at(*pair.old_cell), new_costs.at(*pair.new_cell), differ, cell);
        } else {
            cell.state = pair.old_cell ? CellState::only_old : CellState::only_new;
            tell_absence(pair.old_cell ? new_side : old_side, pair.old_cell ? *pair.old_cell : *pair.new_cell,
                         cell.reasons);
        }
    }
    return cells;
}

} // namespace cloister
