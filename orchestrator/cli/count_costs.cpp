// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/count_costs.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/nearest_name.hpp"
#include "orchestrator/base/side_by_side.hpp"
#include "orchestrator/base/until_stopped.hpp"
#include "orchestrator/base/utc_time.hpp"
#include "orchestrator/cli/chosen_machine.hpp"
#include "orchestrator/cli/installation.hpp"
#include "orchestrator/cli/own_facts.hpp"
#include "orchestrator/cost/cost.hpp"
#include "orchestrator/cost/cycles.hpp"
#include "orchestrator/cost/operation_names.hpp"
#include "orchestrator/judge/make_plan.hpp"
#include "orchestrator/kernel/embedded_config.hpp"
#include "orchestrator/kernel/key_sites.hpp"
#include "orchestrator/machine/machine.hpp"
#include "orchestrator/machine/qemu/pin_vcpus.hpp"
#include "orchestrator/machine/qemu/qemu_machine.hpp"
#include "orchestrator/plan/load_modes.hpp"
#include "orchestrator/stages/run_cost.hpp"
#include "orchestrator/wire/cost_order.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

// The smallest guest in which these operations can be done: whoever asks for one has CPU 0, the others are
// isolated.
RunOptions on_few_cpus(RunOptions options, const std::string& kernel, std::uint32_t cpus) {
    options.kernel = kernel;
    options.cpus = cpus;
    options.isolated = cpus == 2 ? "1" : "1-" + std::to_string(cpus - 1);
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

// Where the key of our patches is asked.
std::vector<std::uint64_t> sites_of(const KernelImage& kernel, const SystemMap& symbols) {
    return symbols.all.empty()
               ? std::vector<std::uint64_t>()
               : key_sites(embedded_kernel(read_text_file(kernel.image)), symbols.all, "remote_drain_key");
}

void write_order(const Count& count, const CostCell& cell) {
    GuestShell order;
    order.files[std::string(wire::cost_order_file).substr(1)] =
        document_line(wire::CostOrder{cell.spec, count.orders.operations});
    write_initramfs(guest_programs(), cell.kernel.modules, count.run.initramfs(), order);
}

TrialSetUp set_up(const Count& count, const CostCell& cell, const SystemMap& symbols, std::uint32_t boot) {
    TrialSpec again = cell.spec;
    again.repetition = boot + 1;
    const std::filesystem::path directory = count.run.trial(again);
    std::filesystem::create_directories(directory);
    return {count.machine, cell.kernel, symbols, count.run.initramfs(), directory, {}, count.on_remark};
}

// As many boots at once as the host has CPUs: the clock of such a guest is its own instructions, whoever runs
// beside it, and its emulator has one thread.
Task<void> count_cell(const Count& count, const CostCell& cell, std::size_t index, Cost& cost) {
    const SystemMap symbols = read_system_map(cell.kernel);
    const std::vector<std::uint64_t> sites = sites_of(cell.kernel, symbols);
    write_order(count, cell);
    std::vector<CountedBoot> boots(count.orders.boots);
    std::uint32_t done = 0;
    const auto count_boot = [&](std::size_t boot) -> Task<void> {
        tell(count, cell, index, done);
        const TrialSetUp guest = set_up(count, cell, symbols, static_cast<std::uint32_t>(boot));
        co_await run_cost(guest, cell.spec, sites, boots[boot]);
        ++done;
    };
    co_await side_by_side(boots.size(), usable_cpus().size(), count_boot);
    add_costs(cell.spec.cell.kernel, cell.spec.mode.name, boots,
              {Functions(symbols.all), !symbols.all.empty()}, cost);
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

void tell_uncounted(const std::vector<CostCell>& cells, Cost& cost) {
    const auto is_of = [](const CostCell& cell) {
        return [&cell](const auto& each) {
            return each.kernel == cell.spec.cell.kernel && each.mode == cell.spec.mode.name;
        };
    };
    for (const CostCell& cell : cells)
        if (std::none_of(cost.operations.begin(), cost.operations.end(), is_of(cell)) &&
            std::none_of(cost.absent.begin(), cost.absent.end(), is_of(cell)))
            cost.absent.push_back({cell.spec.cell.kernel, cell.spec.mode.name, std::nullopt,
                                   "interrupted before it was counted"});
}

// The same operations once more, by a clock that is a CPU's.
Task<void> time_all(const Count& count, const std::vector<CostCell>& cells, Cost& cost) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const CostCell& cell = cells[i];
        const SystemMap symbols = read_system_map(cell.kernel);
        write_order(count, cell);
        std::vector<std::string> consoles(least_boots_of_cycles);
        for (std::uint32_t boot = 0; boot < least_boots_of_cycles; ++boot) {
            if (count.on_progress)
                count.on_progress({fmt::format("{} {}", cell.spec.cell.kernel, cell.spec.mode.name), "time",
                                   i * least_boots_of_cycles + boot, cells.size() * least_boots_of_cycles});
            const TrialSetUp guest = set_up(count, cell, symbols, count.orders.boots + boot);
            co_await run_cycles(guest, cell.spec, consoles[boot]);
        }
        add_cycles(cell.spec.cell.kernel, cell.spec.mode.name, consoles, cost);
    }
}

std::vector<KernelFacts> kernels_of(const std::vector<CostCell>& cells) {
    std::vector<KernelFacts> kernels;
    for (const CostCell& cell : cells)
        if (kernels.empty() || kernels.back().reference != cell.kernel.facts.reference)
            kernels.push_back(cell.kernel.facts);
    return kernels;
}

} // namespace

std::vector<std::string> chosen_operations(const std::vector<std::string>& names) {
    const std::vector<std::string> known = operation_names();
    for (const std::string& name : names)
        if (std::find(known.begin(), known.end(), name) == known.end())
            throw LabError(Fault::wrong_use, "plan", unknown_name("operation", name, known));
    return names.empty() ? usual_operations() : names;
}

Scenario cost_scenario(const RunOptions& options, const std::string& kernel, const CostOrders& orders) {
    Scenario scenario = scenario_of(on_few_cpus(options, kernel, cpus_for(orders.operations)));
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
        cells.push_back({kernel, scenario, std::move(spec)});
    }
    return cells;
}

bool count_costs(const std::vector<CostCell>& cells, const CostOrders& orders, const RunDirectory& run,
                 const OnProgress& on_progress, const OnRemark& on_remark, StopSignals& stop, Cost& cost) {
    cost.started = utc_now();
    cost.cloister = own_facts();
    cost.kernels = kernels_of(cells);
    cost.boots = orders.boots;
    if (!cells.empty())
        cost.machine = fmt::format("QEMU's emulator by the instruction count · {} vCPUs, isolated {}",
                                   cells.front().spec.cpus, cells.front().spec.isolated.list());
    QemuMachine machine(Accelerator::tcg, operation_counter());
    const Count count{run, machine, orders, cells.size(), on_progress, on_remark};
    if (run_until_stopped(count_all(count, cells, cost), stop)) {
        tell_uncounted(cells, cost);
        return true;
    }
    if (cells.empty() || accelerator_of(cells.front().scenario, cells.front().kernel, run.initramfs(),
                                        run.path(), on_remark) != Accelerator::kvm)
        return false;
    QemuMachine kvm(Accelerator::kvm, {});
    const Count by_time{run, kvm, orders, cells.size(), on_progress, on_remark};
    return run_until_stopped(time_all(by_time, cells, cost), stop);
}

} // namespace cloister
