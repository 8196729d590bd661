// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/fuzz_walk.hpp"

#include "orchestrator/base/duration.hpp"
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/side_by_side.hpp"
#include "orchestrator/base/until_stopped.hpp"
#include "orchestrator/cli/chosen_machine.hpp"
#include "orchestrator/cli/given_time.hpp"
#include "orchestrator/cli/installation.hpp"
#include "orchestrator/fuzz/actors.hpp"
#include "orchestrator/fuzz/findings.hpp"
#include "orchestrator/fuzz/guest_plan.hpp"
#include "orchestrator/kernel/build_kernel.hpp"
#include "orchestrator/kernel/recipe.hpp"
#include "orchestrator/machine/qemu/find_qemu.hpp"
#include "orchestrator/machine/qemu/pin_vcpus.hpp"
#include "orchestrator/matrix/matrix_modes.hpp"
#include "orchestrator/plan/load_modes.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <random>

namespace cloister {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t cpus_for_a_guest = 4;

std::uint64_t fresh_seed() {
    constexpr std::uint64_t short_enough_to_type = 1'000'000;
    std::random_device device;
    return device() % short_enough_to_type;
}

std::optional<std::chrono::nanoseconds> time_of(const FuzzOptions& asked) {
    const std::optional<std::chrono::nanoseconds> given = given_time("--for", asked.time);
    return given || asked.cases ? given : std::chrono::hours(1);
}

ProgramFiles programs_for(const std::optional<FuzzCase>& given) {
    ProgramFiles files;
    for (const char* actor : {stress_ng_actor, trinity_actor}) {
        const std::string program = program_of(actor);
        if (given && std::none_of(given->actors.begin(), given->actors.end(),
                                  [&](const FuzzActor& each) { return each.name == actor; }))
            continue;
        if (!std::filesystem::exists(program))
            throw LabError(Fault::wrong_use, "plan",
                           fmt::format("{} is not there: apt-get install {}", program, actor));
        files.merge(files_of_program(program));
    }
    return files;
}

// The same words go on; others would draw other cases.
void expect_same(const Fuzz& stored, const Fuzz& asked, const std::filesystem::path& path) {
    if (stored.purpose != FuzzPurpose::search || asked.purpose != FuzzPurpose::search ||
        stored.seed != asked.seed || stored.kernels != asked.kernels || stored.duration != asked.duration)
        throw LabError(Fault::wrong_use, "plan",
                       fmt::format("{} holds a {} of seed {} on {}: go on with the same words, or choose "
                                   "another directory with -o",
                                   path.string(), name_of(stored.purpose), stored.seed,
                                   fmt::join(stored.kernels, ", ")));
}

} // namespace

FuzzWalk::FuzzWalk(const RunOptions& options, const FuzzOptions& asked, const std::vector<std::string>& words)
    : options_(options), asked_(asked), purpose_(purpose_of(asked)), choice_(choice_of(options, asked)),
      time_(time_of(asked)), modes_(matrix_modes(load_modes(kernel_data() / "modes", {}).named("local"))),
      directory_([&] {
          expect_quiet_or_verbose(options_);
          if (purpose_ != FuzzPurpose::search) {
              given_ = case_of(options, asked);
              choice_ = {{given_->kernel}, given_->duration};
          }
          programs_ = programs_for(given_);
          if (!options_.json.empty() && options_.json != "-")
              expect_writable(options_.json);
          for (const std::string& kernel : choice_.kernels)
              if (const KernelReference reference = parse_kernel_reference(kernel); !reference.is_image())
                  load_recipe(reference, kernel_data());
          expect_qemu();
          return FuzzDirectory(options_.directory);
      }()) {
    fuzz_.command_line = words;
    fuzz_.purpose = purpose_;
    fuzz_.kernels = choice_.kernels;
    fuzz_.duration = choice_.duration;
    if (!asked.title.empty())
        fuzz_.target = asked_.title;
    const std::optional<Fuzz> stored = directory_.fuzz();
    fuzz_.seed = given_ ? given_->seed : options.seed.value_or(stored ? stored->seed : fresh_seed());
    if (stored) {
        expect_same(*stored, fuzz_, directory_.path());
        fuzz_ = *stored;
        fuzz_.command_line = words;
        spent_before_ = stored->spent;
    }
    progress_.emplace(options_.quiet, options_.verbose);
}

void FuzzWalk::prepare(const std::string& kernel) {
    Scenario scenario = scenario_of(options_);
    scenario.kernel = kernel;
    const KernelReference reference = parse_kernel_reference(kernel);
    BootedKernel booted;
    booted.image = reference.is_image() ? kernel_of(scenario)
                                        : build_kernel(reference, kernel_room(), progress_->sink());
    if (booted.image.has_remote_drain == false)
        throw LabError(Fault::wrong_use, "plan",
                       fmt::format("kernel {} has no remote drain, whose switch is drawn: name one that has, "
                                   "as 6.12",
                                   kernel));
    booted.symbols = read_system_map(booted.image);
    booted.initramfs = images_.path() / fmt::format("{}.cpio", kernels_.size());
    GuestPrograms programs = guest_programs();
    programs.own = programs_;
    write_initramfs(programs, booted.image.modules, booted.initramfs);
    booted.machine = std::make_unique<QemuMachine>(
        accelerator_of(scenario, booted.image, booted.initramfs, images_.path(), progress_->remark_sink()));
    kernels_.emplace(kernel, std::move(booted));
}

// With this, whoever has the same sources has the same case.
std::string FuzzWalk::command_for(const FuzzCase& drawn) const {
    if (given_)
        return fmt::format("cloister fuzz --replay {}",
                           asked_.replay.empty() ? asked_.reduce : asked_.replay);
    std::string command = fmt::format("cloister fuzz --replay {}", name_of(drawn));
    for (const std::string& kernel : asked_.kernels.named)
        command += " " + kernel;
    if (asked_.kernels.flavours != KernelChoice().flavours)
        command += " --flavours " + asked_.kernels.flavours;
    if (choice_.duration)
        command += " --duration " + duration_text(*choice_.duration);
    return command;
}

void FuzzWalk::store() {
    fuzz_.spent = spent_before_ + (Clock::now() - began_);
    directory_.store(fuzz_);
}

std::optional<std::uint64_t> FuzzWalk::next_number() {
    const auto is_done = [&](std::uint64_t number) {
        return std::any_of(fuzz_.guests.begin(), fuzz_.guests.end(),
                           [&](const FuzzGuest& each) { return each.number == number; });
    };
    while (is_done(next_))
        ++next_;
    const bool time_is_over = time_ && spent_before_ + (Clock::now() - began_) >= *time_;
    if (ending_ || time_is_over || next_ > asked_.cases.value_or(next_))
        return std::nullopt;
    return next_++;
}

// What is interrupted leaves nothing, and is done anew.
Task<FuzzGuest> FuzzWalk::boot(FuzzCase drawn, std::uint64_t number, std::string what) {
    const BootedKernel& kernel = kernels_.at(drawn.kernel);
    const std::filesystem::path directory = directory_.begin(number, drawn);
    const OnProgress on_progress = [this, what](const ProgressStep& each) {
        const bool acts = each.stage == "fuzz";
        progress_->show({fmt::format("guest {}: {}", what, each.what), each.stage, acts ? each.done : 0,
                         acts ? each.wanted : 0});
    };
    const TrialSetUp set_up{*kernel.machine, kernel.image, kernel.symbols,          kernel.initramfs,
                            directory,       on_progress,  progress_->remark_sink()};
    const TrialSpec spec = fuzz_spec(drawn, modes_);
    const wire::FuzzOrder order = fuzz_order(drawn);
    FuzzGuest guest = guest_of(drawn, number, what);
    on_progress({spec.cell.mode, "boot", 0, 0});
    const Clock::time_point began = Clock::now();
    FuzzEnd end;
    const Caught<void> ran = co_await caught(run_fuzz(set_up, spec, order, end));
    if (ran.failure)
        directory_.forget(number);
    ran.take();
    guest.took = Clock::now() - began;
    if (fuzz_.machine.empty() && !end.machine.version.empty())
        fuzz_.machine = fmt::format("{} · {}", end.machine.version, end.machine.accelerator);
    add_guest(fuzz_, guest, end, command_for(drawn));
    guest = *std::find_if(fuzz_.guests.begin(), fuzz_.guests.end(),
                          [&](const FuzzGuest& each) { return each.number == number; });
    if (guest.outcome == FuzzOutcome::quiet)
        directory_.forget(number);
    if (!fuzz_.target && given_ && !guest.titles.empty())
        fuzz_.target = guest.titles.front();
    store();
    co_return guest;
}

Task<void> FuzzWalk::lane() {
    while (const std::optional<std::uint64_t> number = next_number()) {
        FuzzCase drawn = drawn_case(fuzz_.seed, *number, choice_);
        std::string what = name_of(drawn);
        const Caught<FuzzGuest> guest = co_await caught(boot(std::move(drawn), *number, std::move(what)));
        if (guest.failure) {
            ending_ = true; // the other lanes as well
            std::rethrow_exception(guest.failure);
        }
    }
}

Task<void> FuzzWalk::search() {
    const std::size_t lanes =
        asked_.guests.value_or(std::max<std::size_t>(1, usable_cpus().size() / cpus_for_a_guest));
    co_await side_by_side(lanes, lanes, [this](std::size_t) { return lane(); });
}

Task<void> FuzzWalk::replay() {
    for (std::uint64_t number = 1; number <= asked_.times; ++number) {
        FuzzCase drawn = given_.value();
        std::string what = fmt::format("{}, {} of {}", name_of(drawn), number, asked_.times);
        const FuzzGuest unused = co_await boot(std::move(drawn), number, std::move(what));
    }
}

Task<void> FuzzWalk::reduce() {
    FuzzReducer reducer(given_.value(), asked_.times);
    for (std::uint64_t number = 1; reducer.next(); ++number) {
        FuzzCase drawn = *reducer.next();
        std::string what = reducer.question();
        const FuzzGuest guest = co_await boot(std::move(drawn), number, std::move(what));
        reducer.learn(fuzz_.target && shows(guest, *fuzz_.target));
        if (reducer.came())
            fuzz_.reduced = reducer.least();
        store();
    }
}

bool FuzzWalk::go() {
    for (const std::string& kernel : choice_.kernels)
        prepare(kernel);
    StopSignals stop;
    began_ = Clock::now();
    Task<void> work = purpose_ == FuzzPurpose::search   ? search()
                      : purpose_ == FuzzPurpose::replay ? replay()
                                                        : reduce();
    const bool stopped = run_until_stopped(std::move(work), stop);
    store();
    return !stopped;
}

} // namespace cloister
