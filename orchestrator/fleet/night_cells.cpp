// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/fleet/night_cells.hpp"

#include "orchestrator/base/digest.hpp"
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/path_element.hpp"
#include "results-schema/draws.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace cloister {
namespace {

constexpr std::size_t longest_name = 200; // of the 255 bytes that a file's may have

struct Kernel {
    std::string reference;
    bool is_step = false;
};

std::vector<Kernel> kernels_of(const NightGroup& group, const StepsOfSeries& steps_of) {
    std::vector<Kernel> kernels;
    for (const std::string& kernel : group.kernels)
        kernels.push_back({kernel, false});
    for (const std::string& series : group.series)
        for (std::string& step : steps_of(series))
            kernels.push_back({std::move(step), true});
    return kernels;
}

std::string name_of_cell(const PlannedCell& cell) {
    std::string name = cell.kernel;
    if (!cell.modes.empty())
        name += " " + cell.modes;
    name += " " + cell.scenario;
    if (cell.drains)
        name += fmt::format(" drains={}", *cell.drains);
    if (cell.seed)
        name += fmt::format(" seed={}", *cell.seed);
    if (!cell.story.empty())
        name += " story=" + cell.story;
    return name + fmt::format(" #{}", cell.repetition);
}

void add_cells(const NightGroup& group, const Kernel& kernel, const std::string& scenario,
               std::vector<PlannedCell>& cells) {
    const std::vector<std::string> modes = group.modes.empty() ? std::vector<std::string>{""} : group.modes;
    for (const std::string& each : modes)
        for (std::uint32_t repetition = 1; repetition <= group.repeat; ++repetition) {
            PlannedCell cell{"",         kernel.reference, kernel.is_step, each,       scenario,
                             repetition, group.drains,     group.seed,     group.story};
            cell.name = name_of_cell(cell);
            cells.push_back(std::move(cell));
        }
}

void refuse_twins(const NightPlan& plan, const NightGroup& group, const std::vector<PlannedCell>& cells,
                  std::size_t from, std::set<std::string>& names) {
    for (std::size_t i = from; i < cells.size(); ++i)
        if (!names.insert(file_name_of(cells[i].name)).second)
            throw LabError(Fault::wrong_use, "plan",
                           fmt::format("{}:{}: cell '{}' is there twice: raise repeat, or give one a seed",
                                       plan.file, group.line, cells[i].name));
}

} // namespace

std::vector<PlannedCell> cells_of(const NightPlan& plan, const StepsOfSeries& steps_of) {
    std::vector<PlannedCell> cells;
    std::set<std::string> names;
    for (const NightGroup& group : plan.groups) {
        const std::size_t from = cells.size();
        for (const Kernel& kernel : kernels_of(group, steps_of))
            for (const std::string& scenario : group.scenarios)
                add_cells(group, kernel, scenario, cells);
        refuse_twins(plan, group, cells, from, names);
    }
    const std::size_t number = cells.size();
    cells = Draws(plan.seed).some_of(std::move(cells), number);
    std::stable_sort(cells.begin(), cells.end(), [](const PlannedCell& one, const PlannedCell& other) {
        return one.repetition < other.repetition;
    });
    return cells;
}

std::string file_name_of(const std::string& cell) {
    std::string name = path_element(cell);
    std::replace(name.begin(), name.end(), ' ', '_');
    if (name.size() > longest_name)
        name = name.substr(0, longest_name) + "-" + sha256_of(cell).substr(sizeof "sha256:" - 1, 16);
    return name;
}

} // namespace cloister
