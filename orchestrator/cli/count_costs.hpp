// SPDX-License-Identifier: GPL-2.0-or-later
// The straight line of exact costs: cells → guests that do operations to order, each instruction counted →
// what they cost. Of `cloister cost`, and of each step of a series.
// Runs on: host. Errors: LabError; a kernel that fails or never ends is told in the result.
#pragma once

#include "orchestrator/base/progress.hpp"
#include "orchestrator/base/stop_signals.hpp"
#include "orchestrator/cli/run_options.hpp"
#include "orchestrator/kernel/kernel_image.hpp"
#include "orchestrator/store/run_directory.hpp"

namespace cloister {

// One kernel in one mode.
struct CostCell {
    KernelImage kernel;
    Scenario scenario;
    TrialSpec spec;
};

constexpr std::uint32_t least_boots_of_costs = 2; // must tell the same

// The usual ones unless some are named. Throws LabError{wrong_use} naming the nearest.
std::vector<std::string> chosen_operations(const std::vector<std::string>& names);

struct CostOrders {
    std::vector<std::string> operations;
    std::uint32_t boots = least_boots_of_costs;
};

// The guest that counts: options are those of the command, of which it takes modes, but not CPUs.
Scenario cost_scenario(const RunOptions& options, const std::string& kernel, const CostOrders& orders);
// The modes of the scenario; without a wish for some in options those of ours that this kernel has.
std::vector<CostCell> cost_cells(const RunOptions& options, Scenario scenario, const KernelImage& kernel);

// Counts, and where a KVM that works is there takes the time as well. Whether it was interrupted; cost has
// what was counted until then. run keeps consoles and logs.
bool count_costs(const std::vector<CostCell>& cells, const CostOrders& orders, const RunDirectory& run,
                 const OnProgress& on_progress, const OnRemark& on_remark, StopSignals& stop, Cost& cost);

} // namespace cloister
