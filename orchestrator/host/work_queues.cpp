// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/host/families.hpp"
#include "orchestrator/host/file_knob.hpp"

#include <algorithm>

namespace cloister {
namespace {

constexpr const char* family = "unbound work queues";
constexpr const char* directory = "/sys/devices/virtual/workqueue";

HostKnob mask_knob(const HostTree& host, const HostCpus& cpus, const std::string& name,
                   const KnobPlace& place) {
    HostKnob knob = file_knob(host, family, name, place, "this kernel shows no work queues");
    if (knob.why_not.empty())
        knob.wanted = cpus.without_quiet(CpuSet::parse(knob.now)).list();
    return knob;
}

} // namespace

std::vector<HostKnob> work_queues(const HostTree& host, const HostCpus& cpus) {
    const std::string all = std::string(directory) + "/cpumask";
    // What was asked for, where a kernel takes isolated CPUs off it: what is put back must be that.
    const std::string asked = std::string(directory) + "/cpumask_requested";
    const bool tells = std::filesystem::exists(host.file(asked));
    std::vector<HostKnob> knobs{
        mask_knob(host, cpus, "all unbound work queues",
                  {KnobKind::cpu_mask, all, tells ? std::optional(asked) : std::nullopt, std::nullopt})};
    std::vector<std::string> names;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(host.file(directory), none))
        if (std::filesystem::exists(entry.path() / "cpumask"))
            names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    for (const std::string& name : names)
        knobs.push_back(mask_knob(host, cpus, "work queue " + name,
                                  {KnobKind::cpu_mask, std::string(directory) + "/" + name + "/cpumask"}));
    return knobs;
}

} // namespace cloister
