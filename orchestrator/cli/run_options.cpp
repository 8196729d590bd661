// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/run_options.hpp"

#include "orchestrator/base/duration.hpp"
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/nearest_name.hpp"
#include "orchestrator/cli/installation.hpp"
#include "orchestrator/plan/load_scenario.hpp"

namespace cloister {
namespace {

std::vector<std::string> listed(const std::string& text) {
    std::vector<std::string> names;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(',', at), text.size());
        names.push_back(text.substr(at, end - at));
        at = end + 1;
    }
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
Choice choice(const std::string& name) {
    if (const std::optional<Choice> value = value_named<Choice>(name))
        return *value;
    std::vector<std::string> names;
    for (const auto& [value, each] : EnumNames<Choice>::table)
        names.emplace_back(each);
    throw std::invalid_argument(unknown_name("choice", name, names));
}

// "quickstart" is ours, anything else a file.
std::filesystem::path scenario_file(const std::string& name) {
    const std::filesystem::path ours = scenario_data() / (name + ".toml");
    return name.find('/') == std::string::npos && std::filesystem::exists(ours) ? ours
                                                                                : std::filesystem::path(name);
}

} // namespace

void add_run_options(CLI::App& command, RunOptions& options) {
    command.add_option("scenario", options.scenario, "SCENARIO.toml, or quickstart, smallest, nightly");
    command.add_option("--kernel", options.kernel,
                       "6.12, 6.12@base, 6.12@3, 6.12+lockdep, 6.12+mutant:NAME, or an image");
    command.add_option("--modes", options.modes, "modes to run it in, as local,remote");
    command.add_option("--cpus", options.cpus, "CPUs of the guest");
    command.add_option("--isolated", options.isolated, "its isolated CPUs, as 2-3");
    command.add_option("--subject", options.subject,
                       "on isolated CPUs: spin-refill, spin, fault-storm, none");
    command.add_option(
        "--disturber", options.disturber,
        "on the others: drop_caches, compact_memory, blkflsbuf,\npressure-anon, pressure-cache, none");
    command.add_option("--drains", options.drains, "armed drains over all isolated CPUs");
    command.add_option("--duration", options.duration, "of quiet and rate windows, as 10s");
    command.add_option("--rate", options.rate, "pages a second of background pressure");
    command.add_option("--claims", options.claims, "claims to judge; default: all that can be answered");
    command.add_option("--machine", options.machine,
                       "qemu, or fake: replays recorded guests, measures nothing");
    command.add_option("--story", options.story,
                       "what the fake machine tells: upheld, one-work-too-many,\n"
                       "silent-and-broken, panic-in-window, …; another word lists all");
    command.add_option("--accel", options.accelerator, "kvm, tcg or auto");
    command.add_option("--memory", options.memory_mib, "MiB of the guest");
    command.add_option("--repeat", options.repeat, "repetitions of every trial");
    command.add_option("--seed", options.seed, "of the workload");
}

Scenario scenario_of(const RunOptions& options) {
    Scenario scenario =
        options.scenario.empty() ? Scenario{} : load_scenario(scenario_file(options.scenario));
    const auto text = [](const std::string& value) { return value; };
    override_with(scenario.kernel, options.kernel, "--kernel", text);
    override_with(scenario.modes, options.modes, "--modes", listed);
    override_with(scenario.isolated, options.isolated, "--isolated", CpuSet::parse);
    override_with(scenario.subject, options.subject, "--subject", text);
    override_with(scenario.disturber, options.disturber, "--disturber", text);
    override_with(scenario.duration, options.duration, "--duration", parse_duration);
    override_with(scenario.claims, options.claims, "--claims", listed);
    override_with(scenario.machine, options.machine, "--machine", choice<MachineChoice>);
    override_with(scenario.accelerator, options.accelerator, "--accel", choice<AcceleratorChoice>);
    scenario.cpus = options.cpus.value_or(scenario.cpus);
    scenario.memory_mib = options.memory_mib.value_or(scenario.memory_mib);
    scenario.repeat = options.repeat.value_or(scenario.repeat);
    scenario.drains = options.drains.value_or(scenario.drains);
    scenario.seed = options.seed.value_or(scenario.seed);
    if (options.rate)
        scenario.pages_per_second = options.rate;
    return scenario;
}

} // namespace cloister
