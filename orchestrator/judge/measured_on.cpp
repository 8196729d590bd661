// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/judge/measured_on.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

bool is_fake(const MachineFacts& machine) {
    return machine.backend == "fake";
}

// Of the first guest that was started.
std::string machine_line(const Evidence& evidence) {
    for (const JudgedTrial& trial : evidence) {
        const MachineFacts& machine = trial.record.machine;
        const TrialSpec& spec = trial.record.spec;
        if (!machine.backend.empty())
            return fmt::format("{}{} · {} vCPUs, isolated {}", machine.version,
                               is_fake(machine) ? "" : " · " + machine.accelerator, spec.cpus,
                               spec.isolated.list());
    }
    return "no guest was started";
}

bool all_under_kvm(const Evidence& evidence) {
    return !evidence.empty() && std::all_of(evidence.begin(), evidence.end(), [](const JudgedTrial& trial) {
        return trial.record.machine.accelerator == "kvm";
    });
}

} // namespace

MeasuredOn measured_on(const Evidence& evidence) {
    MeasuredOn on;
    on.machine = machine_line(evidence);
    on.times_indicative = !all_under_kvm(evidence);
    if (std::any_of(evidence.begin(), evidence.end(),
                    [](const JudgedTrial& trial) { return is_fake(trial.record.machine); }))
        on.not_measured = "nothing was measured: the fake machine replays what recorded guests said";
    return on;
}

} // namespace cloister
