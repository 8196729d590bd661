// SPDX-License-Identifier: GPL-2.0-or-later
// A night's plan → its cells, each a run of its own, in the order in which they are measured: drawn from the
// plan's seed, so that no kernel always comes first, and no repetition before the one before it is through.
// Runs on: host. Pure. Errors: LabError{wrong_use} naming plan and line for a cell that is there twice.
#pragma once

#include "orchestrator/fleet/night_plan.hpp"

#include <functional>

namespace cloister {

struct PlannedCell {
    std::string name; // "6.12 local,remote smallest #1"; the same every night
    std::string kernel;
    bool is_step = false; // of a series: modes that its kernel cannot be in are left out
    std::string modes;    // as --modes takes them; empty: the scenario's
    std::string scenario;
    std::uint32_t repetition = 1;
    std::optional<std::uint64_t> drains;
    std::optional<std::uint64_t> seed;
    std::string story;
};

// The kernels that the steps of a series are, its base first.
using StepsOfSeries = std::function<std::vector<std::string>(const std::string& series)>;

std::vector<PlannedCell> cells_of(const NightPlan& plan, const StepsOfSeries& steps_of);

// A cell's name as one element of a path, which no glob overlooks.
std::string file_name_of(const std::string& cell);

} // namespace cloister
