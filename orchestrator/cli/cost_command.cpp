// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/exit_code.hpp"
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/nearest_name.hpp"
#include "orchestrator/base/until_stopped.hpp"
#include "orchestrator/cli/chosen_machine.hpp"
#include "orchestrator/cli/commands.hpp"
#include "orchestrator/cli/installation.hpp"
#include "orchestrator/cli/print_report.hpp"
#include "orchestrator/cli/progress_line.hpp"
#include "orchestrator/cost/cost.hpp"
#include "orchestrator/cost/cost_claims.hpp"
#include "orchestrator/cost/operation_names.hpp"
#include "orchestrator/judge/make_plan.hpp"
#include "orchestrator/kernel/embedded_config.hpp"
#include "orchestrator/kernel/key_sites.hpp"
#include "orchestrator/machine/qemu/find_qemu.hpp"
#include "orchestrator/plan/load_modes.hpp"
#include "orchestrator/stages/run_cost.hpp"
#include "orchestrator/store/run_directory.hpp"
#include "orchestrator/wire/cost_order.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

// One kernel in one mode.
struct CostCell {
    KernelImage kernel;
    TrialSpec spec;
};

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

std::vector<CostCell> cells_of(const RunOptions& options, const std::vector<std::string>& kernels,
                               std::uint32_t cpus) {
    const ModeCatalogue catalogue = load_modes(kernel_data() / "modes", options.modes_from);
    std::vector<CostCell> cells;
    for (const std::string& reference : kernels) {
        Scenario scenario = scenario_of(on_few_cpus(options, reference, cpus));
        validate(scenario);
        const KernelImage kernel = kernel_of(scenario);
        scenario.modes = modes_for(options, scenario, kernel);
        std::vector<TrialNeed> needs;
        for (const Mode& mode : chosen_modes(scenario, catalogue, kernel))
            needs.push_back({mode.name, "none", "none"});
        for (TrialSpec& spec : plan_trials(scenario, catalogue, needs).trials) {
            spec.cell.workload = "operations";
            cells.push_back({kernel, std::move(spec)});
        }
    }
    return cells;
}

std::vector<std::string> chosen_operations(const std::vector<std::string>& names) {
    const std::vector<std::string> known = operation_names();
    for (const std::string& name : names)
        if (std::find(known.begin(), known.end(), name) == known.end())
            throw LabError(Fault::wrong_use, "plan", unknown_name("operation", name, known));
    return names.empty() ? usual_operations() : names;
}

struct Count {
    const RunDirectory& run;
    Machine& machine;
    std::vector<std::string> operations;
    std::uint32_t boots;
    std::size_t cells;
    ProgressLine& progress;
};

// Where the key of our patches is asked.
std::vector<std::uint64_t> sites_of(const KernelImage& kernel, const SystemMap& symbols) {
    return symbols.all.empty()
               ? std::vector<std::uint64_t>()
               : key_sites(embedded_kernel(read_text_file(kernel.image)), symbols.all, "remote_drain_key");
}

Task<void> count_cell(const Count& count, const CostCell& cell, std::size_t index, Cost& cost) {
    const SystemMap symbols = read_system_map(cell.kernel);
    const std::vector<std::uint64_t> sites = sites_of(cell.kernel, symbols);
    GuestShell order;
    order.files[std::string(wire::cost_order_file).substr(1)] =
        write_document(wire::CostOrder{cell.spec, count.operations}).dump();
    write_initramfs(guest_programs(), cell.kernel.modules, count.run.initramfs(), order);
    std::vector<CountedBoot> boots;
    for (std::uint32_t boot = 0; boot < count.boots; ++boot) {
        TrialSpec again = cell.spec;
        again.repetition = boot + 1;
        const std::filesystem::path directory = count.run.trial(again);
        std::filesystem::create_directories(directory);
        count.progress.show({fmt::format("{} {}", cell.spec.cell.kernel, cell.spec.mode.name), "count",
                             index * count.boots + boot, count.cells * count.boots});
        const TrialSetUp set_up{count.machine,
                                cell.kernel,
                                symbols,
                                count.run.initramfs(),
                                directory,
                                {},
                                count.progress.remark_sink()};
        co_await run_cost(set_up, cell.spec, sites, boots.emplace_back());
    }
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

} // namespace

int cost_command(const RunOptions& options, const std::vector<std::string>& kernels,
                 const std::vector<std::string>& operations) {
    if (kernels.empty())
        throw LabError(Fault::wrong_use, "cli",
                       "no kernel is named: cloister cost 6.12@base 6.12 compares two");
    const std::vector<std::string> chosen = chosen_operations(operations);
    const std::vector<CostCell> cells = cells_of(options, kernels, cpus_for(chosen));
    if (!options.json.empty() && options.json != "-")
        expect_writable(options.json);
    expect_qemu();
    constexpr std::uint32_t twice = 2;
    Cost cost;
    cost.boots = options.repeat.value_or(twice);
    const TrialSpec& guest = cells.front().spec;
    cost.machine = fmt::format("QEMU's emulator by the instruction count · {} vCPUs, isolated {}", guest.cpus,
                               guest.isolated.list());
    StopSignals stop;
    const RunDirectory run = RunDirectory::create(
        options.directory.empty() ? std::nullopt : std::optional<std::filesystem::path>(options.directory));
    QemuMachine machine(Accelerator::tcg, operation_counter());
    bool interrupted = false;
    {
        ProgressLine progress(options.quiet, options.verbose);
        const Count count{run, machine, chosen, cost.boots, cells.size(), progress};
        interrupted = run_until_stopped(count_all(count, cells, cost), stop);
    }
    cost.claims = cost_claims(cost);
    run.store(cost);
    if (!options.quiet)
        fmt::print("{}\nrecord {}\n", cost_text(cost, colour_of_output()), run.path().string());
    if (!options.json.empty())
        print_json(write_document(cost), options.json);
    return interrupted ? interrupted_exit : exit_code(cost);
}

} // namespace cloister
