// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/run_options.hpp"

#include "orchestrator/base/duration.hpp"
#include "orchestrator/base/find_program.hpp"
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/nearest_name.hpp"
#include "orchestrator/cli/add_option.hpp"
#include "orchestrator/cli/installation.hpp"
#include "orchestrator/cli/listed.hpp"
#include "orchestrator/plan/choice.hpp"
#include "orchestrator/plan/load_scenario.hpp"
#include "orchestrator/plan/workload_names.hpp"

#include <boost/tokenizer.hpp>

#include <algorithm>

namespace cloister {
namespace {

template <class Entry>
std::string all_names(const std::vector<Entry>& entries) {
    std::string names;
    for (const Entry& entry : entries)
        names += (names.empty() ? "" : ", ") + entry.name;
    return names;
}

template <class T, class Parse>
void override_with(T& value, const std::string& text, const char* flag, Parse parse) {
    if (text.empty())
        return;
    try {
        value = parse(text);
    } catch (const std::invalid_argument& error) {
        throw LabError(Fault::wrong_use, "plan", std::string(flag) + ": " + error.what());
    }
}

template <class Choice>
Choice chosen(const std::string& name) {
    return choice<Choice>("choice", name);
}

// "quickstart" is ours, also where a file has that name; anything else is a file.
std::filesystem::path scenario_file(const std::string& name) {
    std::vector<std::string> ours;
    for (const auto& entry : std::filesystem::directory_iterator(scenario_data())) {
        if (entry.path().stem() == name)
            return entry.path();
        ours.push_back(entry.path().stem());
    }
    if (name.find_first_of("./") != std::string::npos || std::filesystem::exists(name))
        return name;
    throw LabError(Fault::wrong_use, "plan", unknown_name("scenario", name, ours));
}

} // namespace

namespace {

constexpr const char* what = what_is_measured;
constexpr const char* size = how_much;
constexpr const char* guest = the_guest;

} // namespace

void add_modes_from(CLI::App& command, RunOptions& options) {
    add(command, what, "--modes-from", options.modes_from, "PATH",
        "file or directory that describes the modes of another kernel (docs/kernels.md)");
}

void add_guest(CLI::App& command, RunOptions& options) {
    add(command, guest, "--cpus", options.cpus, "N", "its CPUs");
    add(command, guest, "--isolated", options.isolated, "CPUS", "the isolated ones of them, as 2-3 or 1,3");
    add(command, guest, "--memory", options.memory_mib, "MIB", "its memory");
}

void add_accelerator(CLI::App& command, RunOptions& options) {
    add(command, guest, "--accel", options.accelerator, "NAME",
        "kvm, tcg, or auto: KVM where it proved that it works");
}

namespace {

void add_kernel_and_modes(CLI::App& command, RunOptions& options) {
    add(command, what, "--kernel", options.kernel, "KERNEL",
        "6.12, 6.12@base, 6.12@3, 6.12+lockdep, 6.12+mutant:NAME, or the path of an image");
    add(command, what, "--modes", options.modes, "LIST", "modes to run it in, as local,remote");
    add_modes_from(command, options);
}

void add_repetitions(CLI::App& command, RunOptions& options) {
    add(command, size, "--repeat", options.repeat, "N", "repetitions of every trial");
    add(command, size, "--seed", options.seed, "S",
        "of what the guest draws at random; repetitions count on from it");
}

// As a shell splits them: quotes and backslashes, but no variables and no patterns.
std::vector<std::string> command_words(const std::string& text) {
    const boost::escaped_list_separator<char> as_a_shell("\\", " \t\n", "\"'");
    std::vector<std::string> words;
    try {
        for (const std::string& word : boost::tokenizer(text, as_a_shell))
            if (!word.empty())
                words.push_back(word);
    } catch (const boost::escaped_list_error&) {
        throw LabError(Fault::wrong_use, "plan", "'" + text + "': what does its last backslash mean?");
    }
    return words;
}

// A program by its whole path, as it will have in the guest. A bare word is never looked for on PATH: a name
// of ours could be meant.
void locate(const char* role, std::string& name, std::optional<std::vector<std::string>>& command) {
    if (command) {
        name = command->front() = std::filesystem::absolute(name).lexically_normal();
        return;
    }
    const auto is_it = [&](const auto& each) { return each.name == name; };
    if (std::any_of(subject_names().begin(), subject_names().end(), is_it) ||
        std::any_of(disturber_names().begin(), disturber_names().end(), is_it))
        return;
    if (const std::optional<std::filesystem::path> program = find_program(name))
        throw LabError(Fault::wrong_use, "plan",
                       "unknown " + std::string(role) + " '" + name +
                           "': a program is named by its path, as in " + program->string());
}

} // namespace

void add_run_options(CLI::App& command, RunOptions& options) {
    add(command, "Arguments", "scenario", options.scenario, "SCENARIO",
        "a file, or one of ours: quickstart, smallest, nightly, starved, page-lists, cpu-offline, oslat, "
        "cyclictest, "
        "rtla, "
        "stress-ng; without it the main experiment");
    add_kernel_and_modes(command, options);
    add(command, what, "--subject", options.subject, "NAME",
        "on isolated CPUs: " + all_names(subject_names()) +
            "; or a program of yours, 'PATH ARGS…' (docs/programs.md)");
    add(command, what, "--disturber", options.disturber, "NAME",
        "on the others: " + all_names(disturber_names()) + "; or a program of yours");
    add(command, what, "--claims", options.claims, "LIST",
        "claims to judge; all that can be answered unless given");
    add(command, size, "--drains", options.drains, "N",
        "armed drains over all isolated CPUs, or what another disturber provokes there");
    add(command, size, "--duration", options.duration, "TIME",
        "of windows that count no drains, as 10s, 500ms, 5m");
    add(command, size, "--rate", options.rate, "N",
        "pages a second of background pressure; as many as it can unless given");
    add_repetitions(command, options);
    add_guest(command, options);
    add(command, guest, "--machine", options.machine, "NAME",
        "qemu, libvirt or libvirt:URI, or fake: replays recorded guests, measures nothing "
        "(docs/libvirt.md)");
    add(command, guest, "--story", options.story, "NAME",
        "what the fake machine tells: upheld, one-work-too-many, silent-and-broken, panic-in-window, …; "
        "another word lists all");
    add_accelerator(command, options);
}

void add_calibration_options(CLI::App& command, RunOptions& options) {
    add_kernel_and_modes(command, options);
    add(command, size, "-n,--number", options.drains, "N",
        "how many of each source over all isolated CPUs; 1000 unless given");
    add(command, size, "--duration", options.duration, "TIME",
        "of the window in which nothing is provoked, as 10s");
    add_repetitions(command, options);
    add_guest(command, options);
    add_accelerator(command, options);
}

void add_coverage_options(CLI::App& command, RunOptions& options) {
    add(command, what, "--modes", options.modes, "LIST", "modes to run them in; local,remote unless given");
    add(command, size, "--drains", options.drains, "N",
        "of each guest that drains by number; 100 unless given");
    add(command, size, "--duration", options.duration, "TIME", "of the other windows; 3s unless given");
    add_repetitions(command, options);
    add_guest(command, options);
    add_accelerator(command, options);
}

void add_cost_options(CLI::App& command, RunOptions& options) {
    add(command, what, "--modes", options.modes, "LIST",
        "modes to run them in; those of ours that a kernel has");
    add_modes_from(command, options);
    add(command, size, "--repeat", options.repeat, "N",
        "boots of each, which must tell the same; 2 unless given");
}

void add_mutant_options(CLI::App& command, RunOptions& options) {
    add(command, size, "--drains", options.drains, "N",
        "armed drains of each trial over all isolated CPUs; 50 unless given");
    add_guest(command, options);
    add_accelerator(command, options);
    add(command, guest, "--machine", options.machine, "NAME",
        "qemu, libvirt or libvirt:URI, or fake: replays recorded guests, builds and measures nothing");
    add(command, guest, "--story", options.story, "NAME", "what the fake machine tells of each mutant");
}

void add_reproduction_options(CLI::App& command, RunOptions& options) {
    command
        .add_option("-n,--attempts", options.patience,
                    "guests for each question before its answer is no; 3 unless given")
        ->option_text("N")
        ->group(size)
        ->check([](const std::string& given) { return given == "0" ? "0 ask nothing" : ""; });
    add(command, guest, "--machine", options.machine, "NAME",
        "qemu, libvirt or libvirt:URI; that of the run unless given");
    add(command, guest, "--story", options.story, "NAME",
        "what the fake machine tells, where the run was one of its");
    add_accelerator(command, options);
}

void add_shell_options(CLI::App& command, RunOptions& options) {
    add(command, guest, "--mode", options.modes, "NAME",
        "of the run's modes; that of its first trial unless given");
    add_accelerator(command, options);
}

void expect_quiet_or_verbose(const RunOptions& options) {
    if (options.quiet && options.verbose)
        throw LabError(Fault::wrong_use, "cli", "-q and -v contradict each other: give one of them");
}

Scenario scenario_of(const RunOptions& options) {
    Scenario scenario =
        options.scenario.empty() ? Scenario{} : load_scenario(scenario_file(options.scenario));
    const auto text = [](const std::string& value) { return value; };
    override_with(scenario.kernel, options.kernel, "--kernel", text);
    override_with(scenario.modes, options.modes, "--modes", listed);
    override_with(scenario.isolated, options.isolated, "--isolated", CpuSet::parse);
    if (!options.disturber.empty()) {
        choose_disturber(scenario, command_words(options.disturber));
        scenario.pages_per_second.reset(); // a file's rate is of its own disturber
    }
    if (!options.subject.empty())
        choose_subject(scenario, command_words(options.subject));
    override_with(scenario.duration, options.duration, "--duration", parse_duration);
    override_with(scenario.claims, options.claims, "--claims", listed);
    scenario.modes_narrowed =
        options.claims.empty() &&
        (!options.modes.empty() ||
         ((!options.subject.empty() || !options.disturber.empty()) && runs_program(scenario)));
    std::string machine;
    override_with(machine, options.machine, "--machine", [&](const std::string& given) {
        choose_machine(scenario, given);
        return given;
    });
    override_with(scenario.accelerator, options.accelerator, "--accel", chosen<AcceleratorChoice>);
    scenario.cpus = options.cpus.value_or(scenario.cpus);
    scenario.memory_mib = options.memory_mib.value_or(scenario.memory_mib);
    scenario.repeat = options.repeat.value_or(scenario.repeat);
    scenario.drains = options.drains.value_or(scenario.drains);
    scenario.seed = options.seed.value_or(scenario.seed);
    if (options.rate)
        scenario.pages_per_second = options.rate;
    locate("subject", scenario.subject, scenario.subject_command);
    locate("disturber", scenario.disturber, scenario.disturber_command);
    return scenario;
}

} // namespace cloister
