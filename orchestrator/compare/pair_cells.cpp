// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/compare/pair_cells.hpp"

#include <algorithm>
#include <functional>

namespace cloister {
namespace {

bool has(const std::vector<Declared>& differ, Declared what) {
    return std::find(differ.begin(), differ.end(), what) != differ.end();
}

Cell undeclared_part(Cell cell, const std::vector<Declared>& differ) {
    if (has(differ, Declared::kernel))
        cell.kernel.clear();
    if (has(differ, Declared::mode))
        cell.mode.clear();
    return cell;
}

bool is_named(const Cell& cell, const std::string& name, const std::vector<Declared>& differ) {
    return (has(differ, Declared::kernel) && cell.kernel == name) ||
           (has(differ, Declared::mode) && cell.mode == name);
}

std::vector<Cell> named(const std::vector<Cell>& cells, const std::string& name,
                        const std::vector<Declared>& differ) {
    std::vector<Cell> chosen;
    std::copy_if(cells.begin(), cells.end(), std::back_inserter(chosen),
                 [&](const Cell& cell) { return is_named(cell, name, differ); });
    return chosen;
}

using Fits = std::function<bool(const Cell& old_cell, const Cell& new_cell)>;

void pair_where(const std::vector<Cell>& old_cells, std::vector<CellPair>& pairs, std::vector<bool>& taken,
                const Fits& fits, bool only_one) {
    for (CellPair& pair : pairs) {
        if (pair.old_cell)
            continue;
        std::vector<std::size_t> found;
        for (std::size_t i = 0; i < old_cells.size(); ++i)
            if (!taken[i] && fits(old_cells[i], *pair.new_cell))
                found.push_back(i);
        const auto rivals = std::count_if(pairs.begin(), pairs.end(), [&](const CellPair& other) {
            return !found.empty() && !other.old_cell && fits(old_cells[found.front()], *other.new_cell);
        });
        if (found.empty() || (only_one && (found.size() > 1 || rivals > 1)))
            continue;
        pair.old_cell = old_cells[found.front()];
        taken[found.front()] = true;
    }
}

} // namespace

std::vector<CellPair> pair_cells(const std::vector<Cell>& all_old, const std::vector<Cell>& all_new,
                                 const std::vector<Declared>& differ, const std::optional<Between>& between) {
    const std::vector<Cell> old_cells = between ? named(all_old, between->old_name, differ) : all_old;
    const std::vector<Cell> new_cells = between ? named(all_new, between->new_name, differ) : all_new;
    std::vector<CellPair> pairs;
    for (const Cell& cell : new_cells)
        pairs.push_back({std::nullopt, cell});
    std::vector<bool> taken(old_cells.size(), false);
    pair_where(
        old_cells, pairs, taken, [](const Cell& one, const Cell& other) { return one == other; }, false);
    pair_where(
        old_cells, pairs, taken,
        [&](const Cell& one, const Cell& other) {
            return undeclared_part(one, differ) == undeclared_part(other, differ);
        },
        true);
    for (std::size_t i = 0; i < old_cells.size(); ++i)
        if (!taken[i])
            pairs.push_back({old_cells[i], std::nullopt});
    return pairs;
}

} // namespace cloister
