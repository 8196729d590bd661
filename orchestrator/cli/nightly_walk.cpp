// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/nightly_walk.hpp"

#include "orchestrator/base/digest.hpp"
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/stop_signals.hpp"
#include "orchestrator/base/utc_time.hpp"
#include "orchestrator/cli/chosen_machine.hpp"
#include "orchestrator/cli/given_time.hpp"
#include "orchestrator/cli/installation.hpp"
#include "orchestrator/cli/keep_in_history.hpp"
#include "orchestrator/cli/measured_run.hpp"
#include "orchestrator/cli/own_facts.hpp"
#include "orchestrator/cli/tell_verdict.hpp"
#include "orchestrator/fleet/conclude_night.hpp"
#include "orchestrator/fleet/due.hpp"
#include "orchestrator/judge/make_plan.hpp"
#include "orchestrator/kernel/build_kernel.hpp"
#include "orchestrator/kernel/logged_command.hpp"
#include "orchestrator/kernel/recipe.hpp"
#include "orchestrator/kernel/series.hpp"
#include "orchestrator/machine/fake/no_kernel.hpp"
#include "orchestrator/machine/fake/story.hpp"
#include "orchestrator/machine/qemu/find_qemu.hpp"
#include "orchestrator/plan/choice.hpp"
#include "orchestrator/plan/load_modes.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace cloister {

namespace fs = std::filesystem;

namespace {

NightPlan plan_with(const NightlyOptions& asked, const RunOptions& options) {
    NightPlan plan = load_night_plan(asked.plan);
    try {
        if (!options.machine.empty())
            plan.machine = choice<MachineChoice>("machine", options.machine);
        if (!options.accelerator.empty())
            plan.accelerator = choice<AcceleratorChoice>("accelerator", options.accelerator);
    } catch (const std::invalid_argument& error) {
        throw LabError(Fault::wrong_use, "cli", error.what());
    }
    refuse_stories_of_real_guests(plan);
    return plan;
}

std::vector<std::string> steps_of(const std::string& series) {
    SeriesSource source;
    source.recipe = series;
    std::vector<std::string> kernels;
    for (const SeriesStep& step : load_series(source, kernel_room()).steps)
        kernels.push_back(step.kernel);
    return kernels;
}

// The program, and what it puts into guests.
std::string digest_of_cloister(MachineChoice machine) {
    std::string all = own_facts().digest;
    if (machine == MachineChoice::fake)
        return sha256_of(all + sha256_of_file(recordings()));
    const GuestPrograms programs = guest_programs();
    return sha256_of(all + sha256_of_file(programs.agent) + sha256_of_file(programs.workloads));
}

std::string version_of(MachineChoice machine) {
    if (machine == MachineChoice::fake)
        return "fake machine";
    expect_qemu();
    return first_line_of({find_qemu().string(), "--version"});
}

// Where the scenario's file lies says nothing of what is measured.
std::string digest_of_plan(Plan plan, const Scenario& scenario, const std::string& story) {
    plan.scenario.clear();
    std::string all = document_line(plan) + name_of(scenario.machine) + name_of(scenario.accelerator) + story;
    for (const auto& command : {scenario.subject_command, scenario.disturber_command})
        if (command)
            all += fs::exists(command->front()) ? sha256_of_file(command->front())
                                                : "absent"; // told when it is run
    return sha256_of(all);
}

fs::path place_of(const RunOptions& options, const NightPlan& plan) {
    return options.directory.empty() ? fs::path("nights") / fs::path(plan.file).stem()
                                     : fs::path(options.directory);
}

KernelImage fake_kernel(const PlannedCell& cell) {
    KernelImage kernel = fake::no_kernel(cell.kernel);
    kernel.has_remote_drain = !cell.kernel.ends_with("@base");
    return kernel;
}

NightCell fresh(const PlannedCell& planned) {
    NightCell cell;
    cell.name = planned.name;
    cell.kernel = planned.kernel;
    cell.modes = planned.modes;
    cell.scenario = planned.scenario;
    cell.repetition = planned.repetition;
    cell.reason = "not done";
    return cell;
}

} // namespace

NightlyWalk::NightlyWalk(const RunOptions& options, const NightlyOptions& asked,
                         const std::vector<std::string>& words)
    : options_(options), plan_(plan_with(asked, options)), all_(asked.all),
      keeps_history_(is_for_history(options, plan_.machine == MachineChoice::fake)),
      cells_(cells_of(plan_, steps_of)), modes_(load_modes(kernel_data() / "modes", plan_.modes_from)),
      time_(given_time("--for", asked.time)), place_(place_of(options, plan_)) {
    expect_quiet_or_verbose(options_);
    options_.modes_from = plan_.modes_from;
    options_.machine = name_of(plan_.machine);
    options_.accelerator = name_of(plan_.accelerator);
    options_.json.clear(); // of the whole, not of a cell
    expect_answerable();
    cloister_ = digest_of_cloister(plan_.machine);
    machine_ = version_of(plan_.machine);
    night_.command_line = words;
    night_.plan = plan_.file;
    night_.seed = plan_.seed;
    night_.all = asked.all;
    for (const PlannedCell& cell : cells_)
        night_.cells.push_back(fresh(cell));
}

// On a kernel that has everything: what is refused then is refused every night, and now is when somebody
// looks.
void NightlyWalk::expect_answerable() {
    std::set<std::string> known;
    for (const PlannedCell& cell : cells_) {
        if (const KernelReference reference = parse_kernel_reference(cell.kernel);
            !reference.is_image() && known.insert(cell.kernel).second)
            load_recipe(reference, kernel_data());
        PlannedCell like = cell;
        like.kernel = "any";
        like.repetition = 1;
        if (!known
                 .insert(fmt::format("{}\n{}\n{}\n{}", like.modes, like.scenario, like.drains.value_or(0),
                                     like.story))
                 .second)
            continue;
        try {
            const Scenario scenario = scenario_of(options_of(like));
            validate(scenario);
            make_plan(scenario, modes_, fake::no_kernel("any"));
            if (plan_.machine == MachineChoice::fake)
                fake::story_named(like.story.empty() ? "upheld" : like.story);
        } catch (const LabError& error) {
            throw LabError(error.fault(), error.stage(),
                           fmt::format("{}: cell '{}': {}", plan_.file, cell.name, error.what()));
        }
    }
}

RunOptions NightlyWalk::options_of(const PlannedCell& cell) const {
    RunOptions options = options_;
    options.scenario = cell.scenario;
    options.kernel = cell.kernel;
    options.modes = cell.modes;
    options.drains = cell.drains;
    options.seed = cell.seed;
    options.story = cell.story;
    if (cell.repetition == 1)
        return options;
    // Behind the seeds of the repetition before, which its scenario may repeat itself.
    const Scenario first = scenario_of(options);
    options.seed = first.seed + std::uint64_t{cell.repetition - 1} * first.repeat;
    return options;
}

const NightlyWalk::Kernel& NightlyWalk::kernel_of(const PlannedCell& cell, const OnProgress& on_progress) {
    if (const auto known = kernels_.find(cell.kernel); known != kernels_.end())
        return known->second;
    Kernel& kernel = kernels_[cell.kernel];
    try {
        const KernelReference reference = parse_kernel_reference(cell.kernel);
        if (plan_.machine == MachineChoice::fake)
            kernel = fake_kernel(cell);
        else if (reference.is_image())
            kernel = cloister::kernel_of(scenario_of(options_of(cell)));
        else if (on_progress)
            kernel = build_kernel(reference, kernel_room(), time_.breaking_off(on_progress));
        else
            kernel = find_kernel(reference, kernel_room());
        std::get<KernelImage>(kernel).facts.reference = cell.kernel;
    } catch (const LabError& error) {
        if (error.fault() == Fault::interrupted) {
            kernels_.erase(cell.kernel);
            throw;
        }
        kernel = std::string(error.what());
    }
    return kernel;
}

NightlyWalk::Ready NightlyWalk::ready(const PlannedCell& cell, const KernelImage& kernel) const {
    Ready ready;
    ready.options = options_of(cell);
    ready.kernel = &kernel;
    Scenario scenario = scenario_of(ready.options);
    if (cell.is_step) {
        std::vector<std::string> possible;
        for (const std::string& mode : scenario.modes) {
            Scenario one = scenario;
            one.modes = {mode};
            try {
                chosen_modes(one, modes_, kernel);
                possible.push_back(mode);
            } catch (const LabError&) {
                continue; // as the base, which knows no remote one
            }
        }
        ready.options.modes = fmt::format("{}", fmt::join(possible, ","));
        scenario = scenario_of(ready.options);
    }
    validate(scenario);
    ready.key = {kernel.facts.digest,
                 digest_of_plan(make_plan(scenario, modes_, kernel), scenario, cell.story), cloister_,
                 machine_};
    return ready;
}

const NightCell* NightlyWalk::last_of(const std::string& cell) const {
    for (const auto* known : {&tonight_, &before_})
        if (const auto found = known->find(cell); found != known->end() && found->second.night)
            return &found->second;
    return nullptr;
}

const NightCell* NightlyWalk::done_tonight(const std::string& cell, const CellKey& key) const {
    const auto noted = tonight_.find(cell);
    return noted != tonight_.end() && is_through(noted->second) && noted->second.key &&
                   same(*noted->second.key, key)
               ? &noted->second
               : nullptr;
}

OnProgress NightlyWalk::progress_of(std::size_t index) {
    return [this, index](const ProgressStep& each) {
        progress_->show({fmt::format("cell {} of {}: {}", index + 1, cells_.size(), each.what), each.stage,
                         each.done, each.wanted});
    };
}

// The last night that ended knows of every cell; one that did not is this one.
void NightlyWalk::remember_nights() {
    const std::vector<NightDirectory> nights = nights_ ? nights_->all() : nights_in(place_);
    for (auto each = nights.rbegin(); each != nights.rend(); ++each) {
        const Nightly night = each->night();
        if (!night.ended && each == nights.rbegin()) {
            directory_ = *each;
            night_.began = night.began;
            night_.all = night_.all || night.all;
            night_.removed = night.removed;
            tonight_ = each->cells();
            continue;
        }
        for (const NightCell& cell : night.cells)
            before_[cell.name] = cell;
        break;
    }
    all_ = night_.all;
}

Nightly NightlyWalk::due() {
    remember_nights();
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        NightCell& cell = night_.cells[i];
        const Kernel& kernel = kernel_of(cells_[i], {});
        try {
            const auto* image = std::get_if<KernelImage>(&kernel);
            const NightCell* last = last_of(cell.name);
            if (image == nullptr) // it is built when its turn comes
                cell.due = last == nullptr ? Due::never_measured : Due::kernel;
            else if (const CellKey key = ready(cells_[i], *image).key; !done_tonight(cell.name, key))
                cell.due = all_ ? Due::asked_for : why_due(key, last);
        } catch (const LabError&) {
            cell.due = Due::proved_nothing; // it is refused again, and told then
        }
    }
    return night_;
}

void NightlyWalk::begin() {
    nights_.emplace(place_);
    remember_nights();
    if (directory_) {
        directory_->log_line(
            fmt::format("goes on: {} of {} cells were noted", tonight_.size(), cells_.size()));
    } else {
        night_.began = utc_now();
        directory_ = nights_->begin(night_);
        directory_->log_line(fmt::format("begins: {} cells of {}", cells_.size(), plan_.file));
    }
    keep_what_no_history_has();
    make_room();
}

// Runs of nights that a kill, or a history that could not be written, left alone.
void NightlyWalk::keep_what_no_history_has() {
    for (const NightDirectory& directory : nights_->all()) {
        KeptNight& kept = kept_.emplace_back();
        kept.name = directory.name();
        for (auto& [name, cell] : directory.cells()) {
            if (!fs::exists(directory.run(name)) || !is_through(cell))
                continue;
            if (keeps_history_ && !cell.in_history) {
                const RunDirectory run = directory.run_directory(name);
                cell.in_history = keep_in_history(options_, run);
                directory.store(cell);
                if (directory.name() == directory_->name())
                    tonight_[name] = cell;
            }
            kept.runs.push_back(
                {file_name_of(name), cell.bytes, cell.verdict, keeps_history_ && !cell.in_history});
        }
    }
}

void NightlyWalk::make_room() {
    for (const Removal& removal : beyond(plan_.keep, kept_)) {
        nights_->remove(removal);
        const std::string what = removal.night + (removal.cell.empty() ? "" : "/steps/" + removal.cell);
        night_.removed.push_back(what);
        directory_->log_line("removed " + what);
        const auto night = std::find_if(kept_.begin(), kept_.end(),
                                        [&](const KeptNight& each) { return each.name == removal.night; });
        if (removal.cell.empty())
            kept_.erase(night);
        else
            std::erase_if(night->runs, [&](const KeptRunOfNight& run) { return run.cell == removal.cell; });
    }
}

void NightlyWalk::note_failure(NightCell& cell, NightState state, const std::string& why) {
    cell.state = state;
    cell.verdict = state == NightState::build_failed ? Verdict::refuted : Verdict::invalid;
    cell.reason = why;
}

// Noted first and kept in the history then: who is killed in between is gone on with by
// keep_what_no_history_has().
void NightlyWalk::finish(NightCell& cell) {
    cell.night = directory_->name();
    cell.in_history = false;
    cell.bytes = directory_->bytes_of(cell.name);
    directory_->store(cell);
}

bool NightlyWalk::measure_run(const Ready& ready, NightCell& cell, const OnProgress& on_progress) {
    const RunDirectory run = directory_->run_directory(cell.name);
    const OnRemark on_remark = progress_->remark_sink();
    std::optional<Conducted> conducted;
    try {
        std::string disturber;
        conducted =
            measured_step(ready.options, make_plan, {*ready.kernel, run, on_progress, on_remark}, disturber);
    } catch (const LabError& error) {
        if (error.fault() == Fault::interrupted)
            return false;
        note_failure(cell, NightState::failed, error.what());
    } catch (const std::exception& error) { // one cell's bug is no other's
        note_failure(cell, NightState::failed, error.what());
    }
    if (conducted && conducted->interrupted)
        return false;
    if (conducted) {
        const Report& report = conducted->report;
        cell.state = NightState::measured;
        cell.verdict = report.verdict;
        cell.reason = reason_of(report);
        night_.machine = report.machine;
        night_.not_measured = report.not_measured;
    }
    const bool has_records = run.has_records();
    if (!has_records)
        directory_->remove_run(cell.name);
    finish(cell);
    if (!keeps_history_ || !has_records)
        return true;
    cell.in_history =
        conducted ? keep_in_history(ready.options, run, *conducted) : keep_in_history(ready.options, run);
    directory_->store(cell);
    return true;
}

bool NightlyWalk::measure(std::size_t index, const Ready& ready) {
    NightCell& cell = night_.cells[index];
    const std::optional<Due> due = cell.due;
    // What a kill left of this very measurement is gone on with; of another one it is worth nothing any more.
    if (const auto begun = tonight_.find(cell.name);
        begun != tonight_.end() &&
        (is_through(begun->second) || !begun->second.key || !same(*begun->second.key, ready.key)))
        directory_->remove_run(cell.name);
    cell = fresh(cells_[index]);
    cell.due = due;
    cell.key = ready.key;
    directory_->store(cell);
    if (!measure_run(ready, cell, progress_of(index)))
        return false;
    if (fs::exists(directory_->run(cell.name)))
        kept_.back().runs.push_back(
            {file_name_of(cell.name), cell.bytes, cell.verdict, keeps_history_ && !cell.in_history});
    make_room();
    return true;
}

// False: the user ended it.
bool NightlyWalk::visit(std::size_t index) {
    const PlannedCell& planned = cells_[index];
    NightCell& cell = night_.cells[index];
    const NightCell* last = last_of(planned.name);
    try {
        const Kernel& kernel = kernel_of(planned, progress_of(index));
        if (const auto* why = std::get_if<std::string>(&kernel)) {
            note_failure(cell, NightState::build_failed, *why);
            finish(cell);
        } else {
            const Ready ready = this->ready(planned, std::get<KernelImage>(kernel));
            if (const NightCell* done = done_tonight(planned.name, ready.key)) {
                cell = *done;
                return true;
            }
            cell.due = all_ ? Due::asked_for : why_due(ready.key, last);
            if (!cell.due) {
                cell = *last;
                cell.state = NightState::as_it_was;
                cell.due.reset();
                return true;
            }
            if (!measure(index, ready))
                return false;
        }
    } catch (const LabError& error) {
        if (error.fault() == Fault::interrupted)
            return false;
        if (error.stage() == "store")
            throw;
        note_failure(cell, NightState::failed, error.what());
        finish(cell);
    }
    directory_->log_line(fmt::format("{} {}  {}{}", name_of(cell.state), name_of(cell.verdict), cell.name,
                                     cell.reason.empty() ? "" : ": " + cell.reason));
    return true;
}

void NightlyWalk::leave_the_rest(std::size_t from) {
    night_.notes.push_back("the time that --for gave was over before all was done");
    for (std::size_t i = from; i < cells_.size(); ++i)
        if (const NightCell* last = last_of(cells_[i].name))
            night_.cells[i] = last->night == directory_->name() ? *last : carried(*last);
}

bool NightlyWalk::walk() {
    StopSignals stop;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        if (stop.raised())
            return false;
        const bool over = time_.is_over();
        if (!over && visit(i))
            continue;
        if (!over && !time_.broke_off())
            return false;
        leave_the_rest(i);
        return true;
    }
    return true;
}

bool NightlyWalk::go() {
    begin();
    progress_.emplace(options_.quiet, options_.verbose);
    const bool whole = walk();
    conclude(night_);
    directory_->store(night_);
    if (!whole)
        directory_->log_line("interrupted");
    return whole;
}

void NightlyWalk::end() {
    const auto alone = std::count_if(night_.cells.begin(), night_.cells.end(), [&](const NightCell& cell) {
        return keeps_history_ && cell.state == NightState::measured && !cell.in_history;
    });
    if (alone > 0)
        night_.notes.push_back(fmt::format(
            "runs of {} cells are in no history: they are kept whatever the plan says, and tried again",
            alone));
    directory_->store(night_);
    if (plan_.command)
        if (const std::optional<std::string> failed = tell_verdict(*plan_.command, *directory_, night_))
            night_.notes.push_back("the command failed: " + *failed);
    night_.ended = utc_now();
    directory_->store(night_);
    directory_->log_line("ended " + name_of(night_.verdict));
}

} // namespace cloister
