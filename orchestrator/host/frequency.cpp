// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/host/families.hpp"
#include "orchestrator/host/file_knob.hpp"
#include "probes/kernelfs/cpu_files.hpp"
#include "probes/kernelfs/file.hpp"

#include <algorithm>

namespace cloister {
namespace {

constexpr const char* family = "frequency governor";
constexpr const char* fastest = "performance";

} // namespace

std::vector<HostKnob> frequency(const HostTree& host, const HostCpus& cpus) {
    std::vector<HostKnob> knobs;
    for (const CpuId cpu : cpus.quiet) {
        const std::string directory = cpus_file("cpu" + std::to_string(cpu.number) + "/cpufreq/");
        HostKnob knob = file_knob(host, family, "governor of CPU " + std::to_string(cpu.number),
                                  {KnobKind::text, directory + "scaling_governor"},
                                  "no clock speed to be set: the firmware's or a hypervisor's");
        const std::vector<std::string> offered =
            words_of(read_knob(host.file(directory + "scaling_available_governors")).value_or(fastest));
        knob.wanted = fastest;
        if (knob.why_not.empty() && std::find(offered.begin(), offered.end(), fastest) == offered.end())
            knob.why_not = "this kernel has no governor performance";
        knobs.push_back(std::move(knob));
    }
    return knobs;
}

} // namespace cloister
