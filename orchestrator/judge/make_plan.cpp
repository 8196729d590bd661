// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/judge/make_plan.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/judge/claim.hpp"
#include "orchestrator/kernel/config_line.hpp"
#include "orchestrator/plan/workload_names.hpp"
#include "results-schema/own_program.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

// The short name of a program, unless one of ours has it.
std::string name_in_cell(const std::string& workload) {
    std::string name = short_name(workload);
    const auto is_it = [&](const auto& each) { return each.name == name; };
    const bool ours = std::any_of(subject_names().begin(), subject_names().end(), is_it) ||
                      std::any_of(disturber_names().begin(), disturber_names().end(), is_it);
    return is_program(workload) && ours ? workload : name;
}

TrialSpec spec_of(const Scenario& scenario, const Mode& mode, const TrialNeed& need) {
    TrialSpec spec;
    spec.cell = {scenario.kernel, need.mode, name_in_cell(need.subject) + "+" + name_in_cell(need.disturber)};
    spec.cpus = scenario.cpus;
    spec.isolated = scenario.isolated;
    spec.memory_mib = scenario.memory_mib;
    spec.mode = fill_in(mode, scenario.cpus, scenario.isolated);
    for (std::string& word : kernel_parameters_of(need.disturber))
        spec.mode.command_line.push_back(std::move(word));
    spec.subject = need.subject;
    spec.disturber = need.disturber;
    if (is_program(need.subject))
        spec.subject_command = scenario.subject_command;
    if (is_program(need.disturber))
        spec.disturber_command = scenario.disturber_command;
    if (counts_armed_pages(disturber_kind(need.disturber)))
        spec.drains = scenario.drains;
    if (disturber_kind(need.disturber) == DisturberKind::provokes)
        spec.provocations = scenario.drains / scenario.isolated.size();
    spec.duration = scenario.duration;
    if (disturber_kind(need.disturber) == DisturberKind::presses)
        spec.pages_per_second = scenario.pages_per_second;
    spec.seed = scenario.seed;
    // Measured under TCG on 2 cores: 4 ms a drain; ten times that is a hang.
    spec.deadlines.window += scenario.duration + std::chrono::milliseconds(40) * scenario.drains;
    // It fills memory before its window: 25 s on a quiet host, more than a minute beside builds.
    if (need.disturber == "compaction-in-vain")
        spec.deadlines.arm = std::chrono::minutes(5);
    return spec;
}

} // namespace

std::vector<Mode> chosen_modes(const Scenario& scenario, const ModeCatalogue& catalogue,
                               const KernelImage& kernel) {
    std::vector<Mode> modes;
    for (const std::string& name : scenario.modes) {
        const Mode& mode = catalogue.named(name);
        if (needs_patches(mode) && kernel.has_remote_drain == false)
            throw LabError(
                Fault::wrong_use, "plan",
                fmt::format("mode '{}': {} is not there: this kernel has no remote drain. Measure it in "
                            "local mode (--modes local), or build one that has: cloister kernel build "
                            "6.12",
                            name, mode.read_back.path));
        if (!mode.needs.empty() && !kernel.config.empty() && !has_line(kernel.config, mode.needs + "=y"))
            throw LabError(Fault::wrong_use, "plan",
                           fmt::format("mode '{}': kernel {} was built without {}: build one with it, or "
                                       "measure it in local mode (--modes local)",
                                       name, scenario.kernel, mode.needs));
        modes.push_back(mode);
    }
    if (kernel.has_nohz_full == false)
        throw LabError(Fault::wrong_use, "plan",
                       fmt::format("kernel {} was built without NO_HZ_FULL: its ticks cannot be stopped. "
                                   "Build one that has it: cloister kernel build 6.12",
                                   scenario.kernel));
    return modes;
}

Plan plan_trials(const Scenario& scenario, const ModeCatalogue& modes, const std::vector<TrialNeed>& needs) {
    Plan plan;
    plan.scenario = scenario.name;
    plan.seed = scenario.seed;
    for (std::uint32_t repetition = 1; repetition <= scenario.repeat; ++repetition)
        for (const TrialNeed& each : needs) {
            plan.trials.push_back(spec_of(scenario, modes.named(each.mode), each));
            plan.trials.back().repetition = repetition;
        }
    return plan;
}

namespace {

// Of those asked for. One that cannot be answered is refused, unless it is a file's and a flag left it no
// mode.
std::vector<std::string> answerable(const Scenario& scenario, const std::vector<Mode>& modes) {
    std::vector<std::string> ids;
    std::string unanswered;
    for (const std::string& id : scenario.claims)
        if (!claim_named(id).needs(scenario, modes).empty())
            ids.push_back(id);
        else if (unanswered.empty())
            unanswered = id;
    if (!unanswered.empty() && (ids.empty() || !scenario.modes_narrowed))
        throw LabError(Fault::wrong_use, "plan",
                       fmt::format("claim '{}' cannot be answered by {}+{} in these modes: choose another "
                                   "subject, disturber or mode",
                                   unanswered, scenario.subject, scenario.disturber));
    return ids;
}

} // namespace

Plan make_plan(const Scenario& scenario, const ModeCatalogue& catalogue, const KernelImage& kernel) {
    validate(scenario);
    const std::vector<Mode> modes = chosen_modes(scenario, catalogue, kernel);
    const std::vector<std::string> asked = runs_program(scenario) && scenario.claims.empty()
                                               ? std::vector<std::string>{"nothing-unexplained"}
                                               // all that can be asked of it
                                               : answerable(scenario, modes);
    std::vector<std::string> judged;
    std::vector<TrialNeed> needs;
    const auto need = [&](const TrialNeed& each) {
        if (std::find(needs.begin(), needs.end(), each) == needs.end())
            needs.push_back(each);
    };
    for (const Claim& claim : claims()) {
        const bool is_asked = std::find(asked.begin(), asked.end(), claim.id) != asked.end();
        const std::vector<TrialNeed> wants = claim.needs(scenario, modes);
        if (wants.empty() || (!is_asked && (!asked.empty() || claim.by_name_alone)))
            continue;
        judged.push_back(claim.id);
        std::for_each(wants.begin(), wants.end(), need);
    }
    // What was asked for is measured even where no claim needs it.
    if (asked.empty() || runs_program(scenario))
        for (const Mode& mode : modes)
            need({mode.name, scenario.subject, scenario.disturber});
    Plan plan = plan_trials(scenario, catalogue, needs);
    plan.claims = std::move(judged);
    return plan;
}

} // namespace cloister
