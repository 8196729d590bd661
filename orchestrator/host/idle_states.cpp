// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/host/families.hpp"
#include "orchestrator/host/file_knob.hpp"
#include "orchestrator/host/numbered.hpp"
#include "orchestrator/host/shallow.hpp"
#include "probes/kernelfs/cpu_files.hpp"
#include "probes/kernelfs/file.hpp"

#include <fmt/format.h>

namespace cloister {
namespace {

constexpr const char* family = "idle states";

} // namespace

std::vector<HostKnob> idle_states(const HostTree& host, const HostCpus& cpus) {
    std::vector<HostKnob> knobs;
    for (const CpuId cpu : cpus.quiet) {
        const std::string directory = cpus_file("cpu" + std::to_string(cpu.number) + "/cpuidle");
        const std::vector<std::uint32_t> states = numbered_entries(host.file(directory), "state");
        if (states.empty())
            knobs.push_back(no_knob(family, fmt::format("idle states of CPU {}", cpu.number),
                                    "none to be chosen: it idles by one instruction"));
        for (const std::uint32_t number : states) {
            const std::string state = directory + "/state" + std::to_string(number);
            HostKnob knob =
                file_knob(host, family,
                          fmt::format("{} off on CPU {}", read_knob(host.file(state + "/name")).value_or("?"),
                                      cpu.number),
                          {KnobKind::text, state + "/disable"}, "it cannot be disabled");
            if (knob.why_not.empty())
                knob.wanted = is_shallow(host.file(state)) ? knob.now : "1";
            knobs.push_back(std::move(knob));
        }
    }
    return knobs;
}

} // namespace cloister
