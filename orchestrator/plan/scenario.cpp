// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/plan/scenario.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/plan/choice.hpp"
#include "orchestrator/plan/libvirt_uri.hpp"
#include "orchestrator/plan/workload_names.hpp"
#include "results-schema/own_program.hpp"
#include "workloads/handshake.h"

#include <fmt/format.h>

namespace cloister {
namespace {

constexpr std::uint32_t smallest_memory_mib = 256;
constexpr std::uint32_t most_repetitions = 10'000;
constexpr std::uint64_t pages_per_mib = 256; // 4 KiB pages: an armed drain holds one of them

[[noreturn]] void refuse(const std::string& what) {
    throw LabError(Fault::wrong_use, "plan", what);
}

void validate_cpus(const Scenario& scenario) {
    if (scenario.cpus < 2 || scenario.cpus > workloads::largest_cpus)
        refuse(
            fmt::format("{}: a guest needs at least one CPU to isolate and one to keep house, and {} at most",
                        quantity(scenario.cpus, "CPU"), workloads::largest_cpus));
    const CpuSet all = CpuSet::first(scenario.cpus);
    if (scenario.isolated.empty())
        refuse("no CPU is isolated: name some, as in isolated 2-3");
    if (!all.contains(scenario.isolated))
        refuse(fmt::format("isolated CPUs {}: the guest has CPUs {} only", scenario.isolated.list(),
                           all.list()));
    if (scenario.isolated == all)
        refuse(fmt::format("isolated CPUs {} are all there are: leave one to keep house and to drain from",
                           scenario.isolated.list()));
}

void validate_drains(const Scenario& scenario) {
    if (scenario.drains == 0)
        refuse("0 drains prove nothing: ask for at least 1");
    // The other half is the kernel's, the agent's and the trace buffers'.
    const std::uint64_t most = std::uint64_t{scenario.memory_mib} / 2 * pages_per_mib;
    if (scenario.drains > most)
        refuse(fmt::format(
            "{} drains arm a 4 KiB page each, more than half of the guest's {} MiB: at most {}, or "
            "give it more memory",
            grouped(scenario.drains), grouped(scenario.memory_mib), grouped(most)));
}

void validate_whole_rounds(const Scenario& scenario) {
    if (interrupts_every_cpu(scenario.disturber) && scenario.drains % scenario.isolated.size() != 0)
        refuse(fmt::format("{} interruptions do not divide among {}: disturber '{}' interrupts all of them "
                           "each time",
                           grouped(scenario.drains), quantity(scenario.isolated.size(), "isolated CPU"),
                           scenario.disturber));
}

void validate_placeholders(const std::optional<std::vector<std::string>>& command, const char* what) {
    std::string all;
    for (const std::string& word : command.value_or(std::vector<std::string>{}))
        all += word + " ";
    if (all.find("{cpu}") != std::string::npos && all.find("{cpus}") != std::string::npos)
        refuse(fmt::format(
            "{} '{}' names {{cpu}} and {{cpus}}: it is either started on each CPU or once for all "
            "of them",
            what, command->front()));
}

std::string pressures() {
    std::string names;
    for (const DisturberName& disturber : disturber_names())
        if (disturber.kind == DisturberKind::presses)
            names += (names.empty() ? "" : ", ") + disturber.name;
    return names;
}

void validate_workload(const Scenario& scenario) {
    const SubjectKind subject = subject_kind(scenario.subject);
    const DisturberKind disturber = disturber_kind(scenario.disturber);
    if (subject == SubjectKind::none && disturber != DisturberKind::none)
        refuse(
            fmt::format("subject 'none' only boots, so disturber '{}' would have no window: disturber none",
                        scenario.disturber));
    const bool drains = counts_armed_pages(disturber);
    if (subject == SubjectKind::spins && drains)
        refuse(fmt::format("subject '{}' leaves its CPU's caches empty, so '{}' would find nothing to drain: "
                           "subject spin-refill",
                           scenario.subject, scenario.disturber));
    if (subject == SubjectKind::program && (drains || disturber == DisturberKind::provokes))
        refuse(
            fmt::format("subject '{}' is no part of our handshake, so '{}' could not count on it: disturber "
                        "none, {} or a program of your own",
                        scenario.subject, scenario.disturber, pressures()));
    validate_placeholders(scenario.subject_command, "subject");
    if (scenario.pages_per_second && disturber != DisturberKind::presses)
        refuse(fmt::format("a rate belongs to background pressure, not to disturber '{}': {}",
                           scenario.disturber, pressures()));
    if (scenario.pages_per_second == 0U)
        refuse("a rate of 0 pages a second is no pressure: disturber none");
}

void choose(const std::vector<std::string>& words, std::string& name,
            std::optional<std::vector<std::string>>& command) {
    name = words.empty() ? "" : words.front();
    command.reset();
    if (is_program(name))
        command = words;
    else if (words.size() > 1)
        refuse(fmt::format("'{}' takes no words, and has '{}': a program of your own is named by its path",
                           name, words[1]));
}

} // namespace

void choose_subject(Scenario& scenario, const std::vector<std::string>& words) {
    choose(words, scenario.subject, scenario.subject_command);
    // What drains counts on the subject: it has to be asked for by name, and is refused then.
    if (scenario.subject_command && !scenario.disturber_asked)
        scenario.disturber = "none";
}

void choose_disturber(Scenario& scenario, const std::vector<std::string>& words) {
    choose(words, scenario.disturber, scenario.disturber_command);
    scenario.disturber_asked = true;
}

void choose_machine(Scenario& scenario, const std::string& text) {
    const std::size_t colon = text.find(':');
    const MachineChoice machine = choice<MachineChoice>("machine", text.substr(0, colon));
    const std::string at = colon == std::string::npos ? "" : text.substr(colon + 1);
    if (machine != MachineChoice::libvirt && colon != std::string::npos)
        throw std::invalid_argument("'" + text +
                                    "': only libvirt is followed by where it is, as in "
                                    "libvirt:" +
                                    default_libvirt_uri);
    if (machine == MachineChoice::libvirt)
        expect_uri_of_this_host(at.empty() ? default_libvirt_uri : at);
    scenario.machine = machine;
    scenario.machine_at = machine == MachineChoice::libvirt && at.empty() ? default_libvirt_uri : at;
}

bool runs_program(const Scenario& scenario) {
    return scenario.subject_command || scenario.disturber_command;
}

void validate(const Scenario& scenario) {
    if (scenario.kernel.empty())
        refuse("no kernel: name one, as in 6.12, or give the path of an image");
    if (scenario.modes.empty())
        refuse("no mode: name some, as in local,remote");
    for (std::size_t i = 0; i < scenario.modes.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (scenario.modes[i] == scenario.modes[j])
                refuse(fmt::format("mode '{}' is named twice; to measure it more often, repeat",
                                   scenario.modes[i]));
    validate_cpus(scenario);
    if (scenario.memory_mib < smallest_memory_mib)
        refuse(fmt::format("{} MiB of memory: a guest needs at least {}", scenario.memory_mib,
                           smallest_memory_mib));
    validate_workload(scenario);
    validate_drains(scenario);
    validate_whole_rounds(scenario);
    if (scenario.duration <= std::chrono::nanoseconds(0))
        refuse("a window of no length shows nothing: duration 10s");
    if (scenario.repeat == 0 || scenario.repeat > most_repetitions)
        refuse(fmt::format("repeat {}: from 1 to {}", scenario.repeat, grouped(most_repetitions)));
}

} // namespace cloister
