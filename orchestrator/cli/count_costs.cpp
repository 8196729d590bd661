// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/count_costs.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/nearest_name.hpp"
#include "orchestrator/base/until_stopped.hpp"
#include "orchestrator/cli/installation.hpp"
#include "orchestrator/cost/cost.hpp"
#include "orchestrator/cost/operation_names.hpp"
#include "orchestrator/judge/make_plan.hpp"
#include "orchestrator/machine/qemu/qemu_machine.hpp"
#include "orchestrator/plan/load_modes.hpp"
#include "orchestrator/stages/run_cost.hpp"
#include "orchestrator/wire/cost_order.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

// The smallest guest in which a CPU can be isolated; whoever asks for an operation has the other.
RunOptions on_two_cpus(RunOptions options, const std::string& kernel) {
    options.kernel = kernel;
    options.cpus = 2;
    options.isolated = "1";
    options.subject = options.disturber = "none";
    options.repeat.reset(); // boots, which are no trials
    return options;
}

// Without a wish for modes: those of ours that this kernel has.
std::vector<std::string> modes_for(const RunOptions& options, const Scenario& scenario,
                                   const KernelImage& kernel) {
    if (!options.modes.empty())
        return scenario.modes;
    return kernel.has_remote_drain == false ? std::vector<std::string>{"local"}
                                            : std::vector<std::string>{"local", "remote"};
}

struct Count {
    const RunDirectory& run;
    Machine& machine;
    const CostOrders& orders;
    std::size_t cells;
    const OnProgress& on_progress;
    const OnRemark& on_remark;
};

void tell(const Count& count, const CostCell& cell, std::size_t index, std::uint32_t boot) {
    if (count.on_progress)
        count.on_progress({fmt::format("{} {}", cell.spec.cell.kernel, cell.spec.mode.name), "count",
                           index * count.orders.boots + boot, count.cells * count.orders.boots});
}

Task<void> count_cell(const Count& count, const CostCell& cell, std::size_t index, Cost& cost) {
    const SystemMap symbols = read_system_map(cell.kernel);
    GuestShell order;
    order.files[std::string(wire::cost_order_file).substr(1)] =
        write_document(wire::CostOrder{cell.spec, count.orders.operations}).dump();
    write_initramfs(guest_programs(), cell.kernel.modules, count.run.initramfs(), order);
    std::vector<CountedBoot> boots;
    for (std::uint32_t boot = 0; boot < count.orders.boots; ++boot) {
        TrialSpec again = cell.spec;
        again.repetition = boot + 1;
        const std::filesystem::path directory = count.run.trial(again);
        std::filesystem::create_directories(directory);
        tell(count, cell, index, boot);
        const TrialSetUp set_up{count.machine, cell.kernel, symbols,        count.run.initramfs(),
                                directory,     {},          count.on_remark};
        co_await run_cost(set_up, cell.spec, boots.emplace_back());
    }
    add_costs(cell.spec.cell.kernel, cell.spec.mode.name, boots, Functions(symbols.all), cost);
}

Task<void> count_all(const Count& count, const std::vector<CostCell>& cells, Cost& cost) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        std::optional<std::string> failed;
        try {
            co_await count_cell(count, cells[i], i, cost);
        } catch (const LabError& error) {
            if (error.fault() != Fault::kernel_failed && error.fault() != Fault::timed_out)
                throw;
            failed = error.what();
        }
        if (failed) // the others may be as they should
            cost.absent.push_back(
                {cells[i].spec.cell.kernel, cells[i].spec.mode.name, std::nullopt, *failed});
    }
}

} // namespace

std::vector<std::string> chosen_operations(const std::vector<std::string>& names) {
    const std::vector<std::string>& known = operation_names();
    for (const std::string& name : names)
        if (std::find(known.begin(), known.end(), name) == known.end())
            throw LabError(Fault::wrong_use, "plan", unknown_name("operation", name, known));
    return names.empty() ? known : names;
}

Scenario cost_scenario(const RunOptions& options, const std::string& kernel) {
    Scenario scenario = scenario_of(on_two_cpus(options, kernel));
    validate(scenario);
    return scenario;
}

std::vector<CostCell> cost_cells(const RunOptions& options, Scenario scenario, const KernelImage& kernel) {
    const ModeCatalogue catalogue = load_modes(kernel_data() / "modes", options.modes_from);
    scenario.modes = modes_for(options, scenario, kernel);
    std::vector<TrialNeed> needs;
    for (const Mode& mode : chosen_modes(scenario, catalogue, kernel))
        needs.push_back({mode.name, "none", "none"});
    std::vector<CostCell> cells;
    for (TrialSpec& spec : plan_trials(scenario, catalogue, needs).trials) {
        spec.cell.workload = "operations";
        cells.push_back({kernel, std::move(spec)});
    }
    return cells;
}

bool count_costs(const std::vector<CostCell>& cells, const CostOrders& orders, const RunDirectory& run,
                 const OnProgress& on_progress, const OnRemark& on_remark, StopSignals& stop, Cost& cost) {
    cost.boots = orders.boots;
    cost.machine = "QEMU's emulator by the instruction count · 2 vCPUs, isolated 1";
    QemuMachine machine(Accelerator::tcg, operation_counter());
    const Count count{run, machine, orders, cells.size(), on_progress, on_remark};
    return run_until_stopped(count_all(count, cells, cost), stop);
}

} // namespace cloister
