// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/mutant_walk.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/utc_time.hpp"
#include "orchestrator/calibrate/calibrate.hpp"
#include "orchestrator/cli/chosen_machine.hpp"
#include "orchestrator/cli/count_costs.hpp"
#include "orchestrator/cli/installation.hpp"
#include "orchestrator/cli/measured_run.hpp"
#include "orchestrator/cli/own_facts.hpp"
#include "orchestrator/cost/cost_claims.hpp"
#include "orchestrator/kernel/build_kernel.hpp"
#include "orchestrator/machine/fake/no_kernel.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {

namespace fs = std::filesystem;

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point then) {
    return std::chrono::duration<double>(Clock::now() - then).count();
}

fs::path document_in(const fs::path& directory) {
    return directory / "mutants.json";
}

// A new one, or one that holds a matrix.
fs::path matrix_directory(const std::string& named) {
    if (!named.empty() && fs::exists(document_in(named)))
        return named;
    return RunDirectory::create(named.empty() ? std::nullopt : std::optional<fs::path>(named)).path();
}

Mutants stored_in(const fs::path& directory) {
    const fs::path file = document_in(directory);
    return fs::exists(file) ? read_document_file<Mutants>(file) : Mutants();
}

// What a matrix was begun with, it is gone on with: its rows are to be held against each other.
RunOptions as_it_was_begun(RunOptions options) {
    expect_quiet_or_verbose(options);
    if (options.scenario.empty())
        options.scenario = "smallest";
    const std::string& directory = options.directory;
    const bool is_there = !directory.empty() && fs::exists(document_in(directory));
    const std::uint64_t begun_with = is_there ? stored_in(directory).drains : 0;
    if (is_there && options.drains.value_or(begun_with) != begun_with)
        throw LabError(
            Fault::wrong_use, "mutants",
            fmt::format("{} was begun with --drains {}: go on with that, or choose another directory "
                        "with -o",
                        directory, begun_with));
    if (is_there)
        options.drains = begun_with;
    else if (!options.drains && options.machine != "fake") // which has what was recorded
        options.drains = 50;
    return options;
}

RunDirectory run_directory(const fs::path& path) {
    return fs::exists(path / "plan.json") ? RunDirectory::open(path) : RunDirectory::create(path);
}

MakePlan plan_of(const MutantRun& run, bool is_control, const AbsentWorkloads& absent) {
    return [run, is_control, absent](const Scenario& scenario, const ModeCatalogue& catalogue,
                                     const KernelImage& kernel) {
        Plan plan = plan_trials(
            scenario, catalogue,
            needs_of(run, scenario, chosen_modes(scenario, catalogue, kernel), is_control, absent));
        plan.claims = run.claims;
        return plan;
    };
}

void note_absent(const Evidence& evidence, AbsentWorkloads& absent) {
    std::vector<TrialRecord> records;
    for (const JudgedTrial& trial : evidence)
        records.push_back(trial.record);
    absent.merge(absent_workloads(records));
}

std::vector<TrialRecord> records_beneath(const fs::path& directory) {
    std::vector<TrialRecord> records;
    for (const MutantRun& run : mutant_runs())
        if (const fs::path part = directory / run.name; fs::exists(part / "plan.json"))
            for (TrialRecord& record : RunDirectory::open(part).records())
                records.push_back(std::move(record));
    return records;
}

} // namespace

MutantWalk::MutantWalk(const RunOptions& options, bool every_run, std::size_t mutants)
    : options_(as_it_was_begun(options)), scenario_(scenario_of(options_)), every_run_(every_run),
      wanted_(mutants), was_there_(fs::exists(document_in(options.directory))) {
    validate(scenario_);
    if (!options_.json.empty() && options_.json != "-")
        expect_writable(options_.json);
    expect_machine(scenario_);
    directory_ = matrix_directory(options_.directory);
    matrix_ = stored_in(directory_);
    if (!was_there_)
        matrix_.started = utc_now();
    matrix_.cloister = own_facts();
    matrix_.drains = scenario_.drains;
    options_.json.clear(); // of the whole, not of a run
    progress_.emplace(options_.quiet, options_.verbose);
}

void MutantWalk::abandon_if_empty() const {
    std::error_code nothing_to_say; // the failure before is told
    if (matrix_.mutants.empty() && !was_there_)
        fs::remove_all(directory_, nothing_to_say);
}

void MutantWalk::store() {
    write_text_file(document_in(directory_), document_text(matrix_));
}

fs::path MutantWalk::part(const Mutant& mutant, const std::string& run) const {
    return directory_ / mutant.kernel() / run;
}

OnProgress MutantWalk::progress_of(const Mutant& mutant, const std::string& run) {
    const std::string name = mutant.name.empty() ? mutant.kernel() : mutant.name;
    return [this, name, run](const ProgressStep& each) {
        progress_->show({fmt::format("{} of {}, {}: {}: {}", done_, wanted_, name, run, each.what),
                         each.stage, each.done, each.wanted});
    };
}

// In the order in which they are asked for; others stay where they are.
MutantRow& MutantWalk::row_of(const Mutant& mutant) {
    for (MutantRow& row : matrix_.mutants)
        if (row.kernel == mutant.kernel())
            return row;
    MutantRow row;
    row.mutant = mutant.name.empty() ? no_mutant : mutant.name;
    row.kernel = mutant.kernel();
    const auto is_of_series = [&](const MutantRow& each) {
        return each.kernel.substr(0, each.kernel.find("+mutant:")) ==
               row.kernel.substr(0, row.kernel.find("+mutant:"));
    };
    const auto last = std::find_if(matrix_.mutants.rbegin(), matrix_.mutants.rend(), is_of_series);
    return *matrix_.mutants.insert(last == matrix_.mutants.rend() ? matrix_.mutants.end() : last.base(),
                                   std::move(row));
}

std::optional<KernelImage> MutantWalk::built(const Mutant& mutant, MutantRow& row) {
    if (scenario_.machine == MachineChoice::fake)
        return fake::no_kernel(mutant.kernel());
    const KernelReference reference = parse_kernel_reference(mutant.kernel());
    const Clock::time_point began = Clock::now();
    try {
        KernelImage kernel = build_kernel(reference, kernel_room(), progress_of(mutant, "kernel"));
        if (row.digest != kernel.facts.digest)
            row.build_seconds = seconds_since(began);
        return kernel;
    } catch (const LabError& error) {
        if (error.fault() != Fault::lab)
            throw;
        row.objections = {{by_build, "kernel", error.what()}};
        conclude(row);
        return std::nullopt;
    }
}

std::vector<std::string> MutantWalk::runs_of(const Mutant& mutant) const {
    std::vector<std::string> names;
    const bool fake = scenario_.machine == MachineChoice::fake; // what was recorded
    for (const MutantRun& run : mutant_runs())
        if (!fake || run.name == "drains")
            names.push_back(run.name);
    if (!fake && mutant.flavour.empty()) // what a flavour adds is more than what a mutant does
        names.emplace_back(costs_run);
    return names;
}

bool MutantWalk::is_whole(const MutantRow& row, const std::vector<std::string>& runs) const {
    return !row.undecided && row.by == row.expected && (row.runs == runs || (row.killed && !every_run_));
}

RunOptions MutantWalk::options_of(const Mutant& mutant) const {
    RunOptions options = options_;
    options.kernel = scenario_.machine == MachineChoice::fake ? mutant.base : mutant.kernel();
    if (mutant.name.empty())
        options.story.clear(); // stories are told of mutants
    const auto control = controls_.find(Mutant{mutant.base, "", "", mutant.flavour, ""}.kernel());
    if (control != controls_.end())
        options.disturber = control->second.disturber;
    return options;
}

bool MutantWalk::measure(const MutantRun& run, const Mutant& mutant, const KernelImage& kernel,
                         Heard& heard) {
    const std::string of_series = Mutant{mutant.base, "", "", mutant.flavour, ""}.kernel();
    const bool is_control = mutant.name.empty();
    Control& control = controls_[of_series];
    if (control.disturber.empty())
        control.disturber = scenario_.disturber;
    RunOptions options = options_of(mutant);
    if (is_control && !scenario_.disturber_asked && run.name == "drains")
        options.disturber.clear(); // one that drains is looked for
    const RunDirectory directory = run_directory(part(mutant, run.name));
    const OnProgress on_progress = progress_of(mutant, run.name);
    const OnRemark on_remark = progress_->remark_sink();
    try {
        std::string disturber;
        const Conducted conducted = measured_step(options, plan_of(run, is_control, control.absent),
                                                  {kernel, directory, on_progress, on_remark}, disturber);
        if (is_control && run.name == "drains")
            control.disturber = disturber;
        if (is_control)
            note_absent(conducted.evidence, control.absent);
        heard = objections_of(run.name, run.claims, conducted.evidence, control.absent);
        if (!conducted.report.machine.empty())
            matrix_.machine = conducted.report.machine;
        return !conducted.interrupted;
    } catch (const LabError& error) {
        if (error.fault() == Fault::wrong_use && error.stage() == "verify")
            heard.objections.push_back({by_read_back, run.name, error.what()});
        else if (error.fault() == Fault::lab)
            heard.undecided = run.name + ": " + error.what();
        else
            throw;
        return true;
    }
}

// What is stored of this kernel is not counted again.
bool MutantWalk::count_kernel(const std::string& reference, const KernelImage& kernel, const fs::path& path,
                              Cost& cost) {
    if (fs::exists(path / "cost.json"))
        cost = RunDirectory::open_results(path).cost().value();
    if (!cost.kernels.empty() && cost.kernels.front().digest == kernel.facts.digest)
        return true;
    cost = {};
    RunOptions options = options_;
    options.disturber.clear();
    const CostOrders orders{chosen_operations({})};
    const std::vector<CostCell> cells =
        cost_cells(options, cost_scenario(options, reference, orders), kernel);
    fs::remove_all(path);
    const RunDirectory directory = RunDirectory::create(path);
    StopSignals stop;
    const OnProgress on_progress = [this, reference](const ProgressStep& each) {
        progress_->show({fmt::format("{} of {}, costs: {}", done_, wanted_, each.what), each.stage, each.done,
                         each.wanted});
    };
    if (count_costs(cells, orders, directory, on_progress, progress_->remark_sink(), stop, cost))
        return false;
    directory.store(cost);
    return true;
}

// Against the base without the series, which is counted once.
bool MutantWalk::count(const Mutant& mutant, const KernelImage& kernel, Heard& heard) {
    const std::string base = mutant.base + "@base";
    if (!costs_of_bases_.contains(base)) {
        const KernelImage base_kernel =
            build_kernel(parse_kernel_reference(base), kernel_room(), progress_of(mutant, "kernel " + base));
        Cost cost;
        if (!count_kernel(base, base_kernel, directory_ / base / costs_run, cost))
            return false;
        costs_of_bases_[base] = std::move(cost);
    }
    Cost cost;
    if (!count_kernel(mutant.kernel(), kernel, part(mutant, costs_run), cost))
        return false;
    Cost both = costs_of_bases_.at(base);
    both.operations.insert(both.operations.end(), cost.operations.begin(), cost.operations.end());
    heard = objections_of(costs_run, cost_claims(both));
    for (const AbsentCost& absent : cost.absent)
        if (!absent.operation && !heard.undecided)
            heard.undecided = fmt::format("{}: {}: {}", costs_run, absent.mode, absent.reason);
    return true;
}

bool MutantWalk::run_all(const Mutant& mutant, const KernelImage& kernel, MutantRow& row) {
    const double before = row.seconds;
    const Clock::time_point began = Clock::now();
    for (const std::string& name : runs_of(mutant)) {
        Heard heard;
        bool goes_on = true;
        const auto run = std::find_if(mutant_runs().begin(), mutant_runs().end(),
                                      [&](const MutantRun& each) { return each.name == name; });
        goes_on =
            run == mutant_runs().end() ? count(mutant, kernel, heard) : measure(*run, mutant, kernel, heard);
        if (!goes_on)
            return false;
        row.runs.push_back(name);
        if (!row.killed)
            row.seconds = before + seconds_since(began);
        for (Objection& objection : heard.objections)
            row.objections.push_back(std::move(objection));
        if (!row.undecided)
            row.undecided = heard.undecided;
        conclude(row);
        if (row.killed && !every_run_)
            break;
    }
    return true;
}

bool MutantWalk::check(const Mutant& mutant) {
    ++done_;
    MutantRow& row = row_of(mutant);
    row.subject = mutant.subject;
    row.expected = mutant.killed_by.empty() ? std::nullopt : std::optional(mutant.killed_by);
    const std::optional<KernelImage> kernel = built(mutant, row);
    if (!kernel) {
        store();
        return true;
    }
    const std::vector<std::string> runs = runs_of(mutant);
    if (row.digest != kernel->facts.digest || !is_whole(row, runs)) {
        if (row.digest != kernel->facts.digest)
            row.seconds = 0;
        row.digest = kernel->facts.digest;
        row.runs.clear();
        row.objections.clear();
        row.undecided.reset();
        row.killed = false;
        if (!run_all(mutant, *kernel, row)) {
            row.undecided = "interrupted";
            conclude(row);
            store();
            return false;
        }
    } else if (mutant.name.empty()) {
        Control& control = controls_[mutant.kernel()];
        const std::vector<TrialRecord> records = records_beneath(directory_ / mutant.kernel());
        control.absent = absent_workloads(records);
        control.disturber = scenario_.disturber;
        for (const TrialRecord& record : records)
            if (record.spec.subject == "fault-storm") // against the one that drains there
                control.disturber = record.spec.disturber;
    }
    conclude(row);
    store();
    return true;
}

} // namespace cloister
