// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/series_walk.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/cli/chosen_machine.hpp"
#include "orchestrator/cli/count_costs.hpp"
#include "orchestrator/cli/installation.hpp"
#include "orchestrator/cli/measured_run.hpp"
#include "orchestrator/cost/cost_claims.hpp"
#include "orchestrator/kernel/kernel_cache.hpp"
#include "orchestrator/machine/fake/no_kernel.hpp"
#include "orchestrator/plan/load_modes.hpp"
#include "orchestrator/series/interleave.hpp"
#include "orchestrator/series/step_report.hpp"
#include "orchestrator/stages/gather_evidence.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace cloister {
namespace {

RunOptions smallest_unless_given(RunOptions options) {
    expect_quiet_or_verbose(options);
    if (options.scenario.empty())
        options.scenario = "smallest";
    return options;
}

// Claims that a step's modes cannot answer are not asked of it.
Plan plan_of_step(const Scenario& scenario, const ModeCatalogue& catalogue, const KernelImage& kernel) {
    Scenario asked = scenario;
    const std::vector<Mode> modes = chosen_modes(scenario, catalogue, kernel);
    std::erase_if(asked.claims,
                  [&](const std::string& id) { return claim_named(id).needs(scenario, modes).empty(); });
    Plan plan;
    plan.scenario = scenario.name;
    plan.seed = scenario.seed;
    if (!scenario.claims.empty() && asked.claims.empty())
        return plan;
    plan = make_plan(asked, catalogue, kernel);
    interleave(plan);
    return plan;
}

// Of a kernel that has everything: what is refused then is refused for good.
void expect_answerable(const RunOptions& options, const Scenario& scenario) {
    validate(scenario);
    make_plan(scenario, load_modes(kernel_data() / "modes", options.modes_from), fake::no_kernel("any"));
}

void expect_results_writable(const RunOptions& options, const SeriesOptions& asked) {
    for (const std::string& file : {options.json, asked.cover_letter})
        if (!file.empty() && file != "-")
            expect_writable(file);
}

SeriesReport unwalked(const Series& series) {
    SeriesReport report;
    report.name = series.name;
    for (const SeriesStep& step : series.steps) {
        StepReport& fresh = report.steps.emplace_back();
        fresh.kernel = step.kernel;
        fresh.subject = step.subject;
    }
    return report;
}

// What is stored of the steps that there still are; those of other patches are found out by their kernels.
SeriesReport gone_on_with(const Series& series, const RunDirectory& directory) {
    SeriesReport report = unwalked(series);
    std::optional<SeriesReport> stored = directory.series();
    if (!stored)
        return report;
    if (stored->name != series.name)
        throw LabError(Fault::wrong_use, "store",
                       fmt::format("{} holds the series {}, not {}: choose another directory with -o",
                                   directory.path().string(), stored->name, series.name));
    for (std::size_t i = 0; i < std::min(report.steps.size(), stored->steps.size()); ++i) {
        const std::string subject = report.steps[i].subject;
        report.steps[i] = std::move(stored->steps[i]);
        report.steps[i].subject = subject;
    }
    stored->steps = std::move(report.steps);
    return *stored;
}

std::optional<std::filesystem::path> named(const std::string& directory) {
    return directory.empty() ? std::nullopt : std::optional<std::filesystem::path>(directory);
}

// A recipe's own series has the fragments that it needs.
std::vector<std::string> notes_of(const Series& series, const SeriesSource& source) {
    const bool is_own = source.patches.empty() && source.git.empty() && source.mbox.empty();
    if (is_own || series.unset_options.empty())
        return {};
    return {
        fmt::format("off, unless something selects them, for no fragment sets them: {}; --fragment FILE does",
                    fmt::join(series.unset_options, ", "))};
}

// Those that are stored stay.
void leave_out(const std::string& list, SeriesReport& report) {
    CpuSet wanted = CpuSet::first(static_cast<std::uint32_t>(report.steps.size()));
    try {
        if (!list.empty())
            wanted = wanted.intersect(CpuSet::parse(list));
    } catch (const std::invalid_argument&) {
        wanted = {};
    }
    if (wanted.empty())
        throw LabError(Fault::wrong_use, "cli",
                       fmt::format("--steps {}: no list of steps from 0 to {}, as 0,5-7", list,
                                   report.steps.size() - 1));
    for (std::size_t i = 0; i < report.steps.size(); ++i) {
        StepState& state = report.steps[i].state;
        const bool is_wanted = wanted.contains(CpuId{static_cast<std::uint32_t>(i)});
        if (state == StepState::not_done || state == StepState::left_out)
            state = is_wanted ? StepState::not_done : StepState::left_out;
    }
}

bool is_refused(const TrialRecord& record) {
    return record.outcome == Outcome::lab_failed && record.failure && record.failure->stage == "verify";
}

bool knows(const std::vector<AbsentMode>& absent, const std::string& mode) {
    return std::any_of(absent.begin(), absent.end(),
                       [&](const AbsentMode& each) { return each.mode == mode; });
}

// Without the remedy: which kernel it is, is given.
std::string first_sentence(const std::string& mode, const std::string& what) {
    const std::string prefix = "mode '" + mode + "': ";
    const std::string text = what.starts_with(prefix) ? what.substr(prefix.size()) : what;
    return text.substr(0, text.find(". "));
}

// The running kernel said that it is not in that mode.
void add_refused_modes(const RunDirectory& directory, const KernelImage& kernel,
                       std::vector<AbsentMode>& absent) {
    for (const TrialRecord& record : directory.records())
        if (is_refused(record) && record.kernel.digest == kernel.facts.digest &&
            !knows(absent, record.spec.cell.mode))
            absent.push_back(
                {record.spec.cell.mode, first_sentence(record.spec.cell.mode, record.failure->what)});
}

// "loud-remote@4": told from step 4 on.
std::string story_at(const std::string& story, std::size_t step) {
    const std::size_t at = story.find('@');
    if (at == std::string::npos)
        return story;
    const std::string number = story.substr(at + 1);
    if (number.empty() || number.find_first_not_of("0123456789") != std::string::npos || number.size() > 6)
        throw LabError(Fault::wrong_use, "plan",
                       fmt::format("story '{}': '{}' is no number of a step", story, number));
    return step >= std::stoul(number) ? story.substr(0, at) : "upheld";
}

// What was asked for before, and is not now.
void add_what_was_counted(const Cost& before, Cost& cost) {
    for (const OperationCost& each : before.operations)
        if (std::none_of(cost.operations.begin(), cost.operations.end(), [&](const OperationCost& now) {
                return now.name == each.name && now.mode == each.mode;
            }))
            cost.operations.push_back(each);
    cost.boots = std::min(cost.boots, before.boots);
}

bool covers(const Cost& cost, const std::vector<CostCell>& cells, const CostOrders& orders) {
    const auto has = [&](const std::string& mode, const std::string& operation) {
        return std::any_of(cost.operations.begin(), cost.operations.end(),
                           [&](const OperationCost& each) {
                               return each.mode == mode && each.name == operation && !each.invalid;
                           }) ||
               std::any_of(cost.absent.begin(), cost.absent.end(), [&](const AbsentCost& each) {
                   return each.mode == mode && each.operation.value_or(operation) == operation;
               });
    };
    return cost.boots >= orders.boots && std::all_of(cells.begin(), cells.end(), [&](const CostCell& cell) {
               return std::all_of(orders.operations.begin(), orders.operations.end(),
                                  [&](const std::string& each) { return has(cell.spec.cell.mode, each); });
           });
}

} // namespace

SeriesWalk::SeriesWalk(const RunOptions& options, const SeriesOptions& asked,
                       const std::vector<std::string>& words)
    : options_(smallest_unless_given(options)), scenario_(scenario_of(options_)),
      series_(load_series(source_of(asked), kernel_room())), operations_(chosen_operations(asked.operations)),
      directory_([&] {
          expect_answerable(options_, scenario_);
          expect_results_writable(options_, asked);
          SeriesReport unstarted = unwalked(series_);
          leave_out(asked.steps, unstarted);
          expect_machine(scenario_);
          return RunDirectory::of_series(named(options_.directory));
      }()),
      was_there_(directory_.series().has_value()), searches_(asked.searches),
      report_(gone_on_with(series_, directory_)) {
    report_.command_line = words;
    leave_out(asked.steps, report_);
    report_.notes = notes_of(series_, source_of(asked));
    options_.json.clear(); // of the whole, not of a step
    progress_.emplace(options_.quiet, options_.verbose);
}

OnProgress SeriesWalk::progress_of(std::size_t step) {
    return [this, step](const ProgressStep& each) {
        progress_->show({fmt::format("step {} of {}: {}", step, steps() - 1, each.what), each.stage,
                         each.done, each.wanted});
    };
}

void SeriesWalk::store() {
    conclude(report_);
    directory_.store(report_);
}

void SeriesWalk::tell(const SearchForBad& search) {
    report_.search = search;
    store();
}

void SeriesWalk::abandon_if_empty() const {
    const bool empty = std::all_of(report_.steps.begin(), report_.steps.end(), [](const StepReport& step) {
        return step.costs.empty() && (step.state == StepState::not_done || step.state == StepState::left_out);
    });
    if (empty && !was_there_)
        directory_.discard();
}

KernelImage SeriesWalk::built(std::size_t step) {
    if (scenario_.machine == MachineChoice::fake) {
        KernelImage kernel = fake::no_kernel(series_.steps[step].kernel);
        kernel.has_remote_drain = step > 0;
        return kernel;
    }
    if (ahead_) {
        progress_of(step)({"kernel " + series_.steps[step].kernel, "build", 0, 0});
        ahead_->wait();
        ahead_.reset();
    }
    KernelImage kernel = build_step(series_, step, kernel_room(), progress_of(step));
    kernel.facts.reference = series_.steps[step].kernel;
    return kernel;
}

void SeriesWalk::build_next(std::size_t step) {
    std::size_t next = step + 1;
    while (next < steps() && !wants(next))
        ++next;
    if (next < steps() && !searches_ && !kernels_.contains(next) &&
        scenario_.machine != MachineChoice::fake && host_has_room_beside(scenario_.cpus))
        ahead_.emplace([this, next] { build_step(series_, next, kernel_room(), {}); });
}

const KernelImage* SeriesWalk::kernel_of(std::size_t step) {
    if (const auto known = kernels_.find(step); known != kernels_.end())
        return &known->second;
    StepReport& report = report_.steps[step];
    StepReport fresh;
    fresh.kernel = series_.steps[step].kernel;
    fresh.subject = series_.steps[step].subject;
    try {
        const KernelImage& kernel = kernels_[step] = built(step);
        if (report.digest != kernel.facts.digest) // another patch: nothing of what was measured holds
            report = fresh;
        report.digest = kernel.facts.digest;
        if (step == 0 || !report_.source) {
            report_.source = kernel.facts.source;
            report_.compiler = kernel.facts.compiler;
        }
        return &kernel;
    } catch (const LabError& error) {
        kernels_.erase(step);
        if (error.fault() != Fault::lab)
            throw;
        report = fresh;
        report.state = StepState::build_failed;
        report.reason = error.what();
        return nullptr;
    }
}

RunOptions SeriesWalk::options_of(std::size_t step) const {
    RunOptions options = options_;
    options.kernel = series_.steps[step].kernel;
    options.story = story_at(options_.story, step);
    return options;
}

// What its config says already; the rest says the running kernel.
std::vector<std::string> SeriesWalk::possible_modes(const KernelImage& kernel, StepReport& report) const {
    const ModeCatalogue catalogue = load_modes(kernel_data() / "modes", options_.modes_from);
    std::vector<std::string> modes;
    for (const std::string& mode : scenario_.modes) {
        Scenario one = scenario_;
        one.kernel = report.kernel;
        one.modes = {mode};
        try {
            chosen_modes(one, catalogue, kernel);
        } catch (const LabError& error) {
            if (!knows(report.absent_modes, mode))
                report.absent_modes.push_back({mode, first_sentence(mode, error.what())});
        }
        if (!knows(report.absent_modes, mode))
            modes.push_back(mode);
    }
    return modes;
}

void SeriesWalk::take(const Conducted& conducted, StepReport& report) {
    tell_measured(conducted.evidence, conducted.report, report);
    if (conducted.evidence.empty())
        return;
    report_.machine = conducted.report.machine;
    report_.times_indicative = conducted.report.times_indicative;
    report_.not_measured = conducted.report.not_measured;
}

bool SeriesWalk::measure_in_its_modes(std::size_t step, const KernelImage& kernel, RunOptions options) {
    StepReport& report = report_.steps[step];
    const RunDirectory directory = directory_.step(report.kernel);
    const OnProgress on_progress = progress_of(step);
    const OnRemark on_remark = progress_->remark_sink();
    for (;;) {
        add_refused_modes(directory, kernel, report.absent_modes);
        const std::vector<std::string> modes = possible_modes(kernel, report);
        if (modes.empty()) {
            report.state = StepState::measured;
            report.reason = "its kernel can be in none of the modes";
            return true;
        }
        options.modes = fmt::format("{}", fmt::join(modes, ","));
        const std::size_t known = report.absent_modes.size();
        try {
            std::string disturber;
            const Conducted conducted =
                measured_step(options, plan_of_step, {kernel, directory, on_progress, on_remark}, disturber);
            take(conducted, report);
            if (!scenario_.disturber_asked && disturber != scenario_.disturber)
                options_.disturber = disturber; // the steps to come are measured alike
            return !conducted.interrupted;
        } catch (const LabError& error) {
            if (error.fault() != Fault::wrong_use || error.stage() != "verify")
                throw;
            add_refused_modes(directory, kernel, report.absent_modes);
            if (report.absent_modes.size() == known)
                throw;
            options.story.clear(); // it was told
        }
    }
}

// A search asks for less than a series did, and leaves that whole.
void SeriesWalk::keep_what_was_asked(std::size_t step, RunOptions& options) const {
    const StepReport& report = report_.steps[step];
    const RunDirectory directory = directory_.step(report.kernel);
    if (!directory.has_plan() || report.state != StepState::measured || options.claims.empty())
        return;
    const Plan plan = directory.plan();
    for (const std::string& claim : plan.claims)
        if (claim != options_.claims)
            options.claims += "," + claim;
    for (const TrialSpec& spec : plan.trials)
        options.repeat = std::max(options.repeat.value_or(1), spec.repetition);
}

bool SeriesWalk::measure(std::size_t step, std::uint32_t repeat) {
    bool goes_on = true;
    if (const KernelImage* kernel = kernel_of(step)) {
        RunOptions options = options_of(step);
        options.repeat = repeat;
        if (searches_)
            keep_what_was_asked(step, options);
        build_next(step);
        goes_on = measure_in_its_modes(step, *kernel, std::move(options));
    }
    store();
    return goes_on;
}

// The base comes first: it is what the others are held against.
std::vector<ClaimResult> SeriesWalk::claims_against_base(const Cost& cost) const {
    if (!cost_of_base_)
        return {};
    Cost both = *cost_of_base_;
    if (cost.operations.empty() || both.operations.empty() ||
        cost.operations.front().kernel == both.operations.front().kernel)
        return {};
    both.operations.insert(both.operations.end(), cost.operations.begin(), cost.operations.end());
    both.absent.insert(both.absent.end(), cost.absent.begin(), cost.absent.end());
    return cost_claims(both);
}

std::vector<ClaimResult> SeriesWalk::claims_of_costs(std::size_t step) const {
    const std::optional<Cost> cost = directory_.step(series_.steps[step].kernel).cost();
    return cost ? claims_against_base(*cost) : std::vector<ClaimResult>();
}

bool SeriesWalk::count(std::size_t step) {
    const KernelImage* kernel = kernel_of(step);
    StepReport& report = report_.steps[step];
    bool goes_on = true;
    // By a QEMU of our own, whichever machine measures.
    if (kernel != nullptr && report.state != StepState::kernel_failed &&
        scenario_.machine != MachineChoice::fake) {
        RunOptions options = options_of(step);
        options.modes = fmt::format("{}", fmt::join(possible_modes(*kernel, report), ","));
        if (options.modes.empty())
            return true;
        const CostOrders orders{operations_};
        const std::vector<CostCell> cells =
            cost_cells(options, cost_scenario(options, report.kernel, orders), *kernel);
        const RunDirectory directory = directory_.step(report.kernel);
        const bool holds = !report.costs.empty() || !report.absent_costs.empty();
        const std::optional<Cost> before = holds ? directory.cost() : std::nullopt;
        std::optional<Cost> cost = before;
        if (!cost || !covers(*cost, cells, orders)) {
            StopSignals stop;
            cost.emplace();
            goes_on = !count_costs(cells, orders, directory.costs(), progress_of(step),
                                   progress_->remark_sink(), stop, *cost);
            if (before)
                add_what_was_counted(*before, *cost);
            directory.store(*cost);
        }
        report_.cost_machine = cost->machine;
        tell_costs(*cost, report);
        if (step == 0)
            cost_of_base_ = *cost;
        if (!searches_)
            tell_cost_claims(claims_against_base(*cost), report);
    }
    store();
    return goes_on;
}

bool SeriesWalk::boots(std::size_t step) const {
    const std::vector<TrialRecord> records = directory_.step(series_.steps[step].kernel).records();
    return std::none_of(records.begin(), records.end(), failed_at_boot);
}

std::vector<ClaimResult> SeriesWalk::each_repetition(std::size_t step, const std::string& claim) const {
    const RunDirectory directory = directory_.step(series_.steps[step].kernel);
    const Plan plan = directory.plan();
    std::vector<ClaimResult> results;
    if (std::find(plan.claims.begin(), plan.claims.end(), claim) == plan.claims.end())
        return results;
    std::map<std::uint32_t, Evidence> repetitions;
    for (JudgedTrial& trial : gather_evidence(directory, plan))
        repetitions[trial.record.spec.repetition].push_back(std::move(trial));
    for (const auto& [repetition, evidence] : repetitions)
        results.push_back(claim_named(claim).judge(evidence));
    return results;
}

} // namespace cloister
