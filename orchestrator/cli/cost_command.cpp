// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/exit_code.hpp"
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/cli/chosen_machine.hpp"
#include "orchestrator/cli/commands.hpp"
#include "orchestrator/cli/count_costs.hpp"
#include "orchestrator/cli/keep_in_history.hpp"
#include "orchestrator/cli/print_report.hpp"
#include "orchestrator/cli/progress_line.hpp"
#include "orchestrator/cost/cost.hpp"
#include "orchestrator/cost/cost_claims.hpp"
#include "orchestrator/machine/qemu/find_qemu.hpp"

#include <fmt/format.h>

namespace cloister {
namespace {

std::vector<CostCell> cells_of(const RunOptions& options, const std::vector<std::string>& kernels,
                               const CostOrders& orders) {
    std::vector<CostCell> cells;
    for (const std::string& reference : kernels) {
        const Scenario scenario = cost_scenario(options, reference, orders);
        for (CostCell& cell : cost_cells(options, scenario, kernel_of(scenario)))
            cells.push_back(std::move(cell));
    }
    return cells;
}

} // namespace

int cost_command(const RunOptions& options, const std::vector<std::string>& kernels,
                 const std::vector<std::string>& operations) {
    if (kernels.empty())
        throw LabError(Fault::wrong_use, "cli",
                       "no kernel is named: cloister cost 6.12@base 6.12 compares two");
    expect_quiet_or_verbose(options);
    const CostOrders orders{chosen_operations(operations), options.repeat.value_or(least_boots_of_costs)};
    const std::vector<CostCell> cells = cells_of(options, kernels, orders);
    if (!options.json.empty() && options.json != "-")
        expect_writable(options.json);
    expect_qemu();
    StopSignals stop;
    const RunDirectory run = RunDirectory::create(
        options.directory.empty() ? std::nullopt : std::optional<std::filesystem::path>(options.directory));
    Cost cost;
    bool interrupted = false;
    try {
        ProgressLine progress(options.quiet, options.verbose);
        interrupted = count_costs(cells, orders, run, progress.sink(), progress.remark_sink(), stop, cost);
    } catch (...) {
        if (cost.operations.empty())
            run.discard();
        throw;
    }
    cost.claims = cost_claims(cost);
    run.store(cost);
    keep_in_history(options, run);
    if (!options.quiet)
        fmt::print("{}\nrecord {}\n", cost_text(cost, colour_of_output()), run.path().string());
    if (!options.json.empty())
        print_document(cost, options.json);
    return interrupted ? interrupted_exit : exit_code(cost);
}

} // namespace cloister
