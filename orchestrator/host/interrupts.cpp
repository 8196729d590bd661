// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/host/families.hpp"
#include "orchestrator/host/file_knob.hpp"
#include "orchestrator/host/numbered.hpp"
#include "probes/kernelfs/file.hpp"

namespace cloister {
namespace {

constexpr const char* family = "interrupts";

void want_elsewhere(HostKnob& knob, const HostCpus& cpus) {
    if (knob.why_not.empty())
        knob.wanted = cpus.without_quiet(CpuSet::parse(knob.now)).list();
}

// Who asked for it: each has a directory in there. Empty: nobody, and it cannot come.
std::string asked_by(const std::string& directory) {
    for (const auto& entry : std::filesystem::directory_iterator(directory))
        if (entry.is_directory())
            return entry.path().filename().string();
    return {};
}

} // namespace

std::vector<HostKnob> interrupts(const HostTree& host, const HostCpus& cpus) {
    std::vector<HostKnob> knobs{file_knob(host, family, "new interrupts",
                                          {KnobKind::cpu_mask, "/proc/irq/default_smp_affinity"},
                                          "this kernel lets nobody choose where interrupts go")};
    want_elsewhere(knobs.front(), cpus);
    for (const std::uint32_t number : numbered_entries(host.file("/proc/irq"), "")) {
        const std::string directory = "/proc/irq/" + std::to_string(number);
        const std::string whose = asked_by(host.file(directory));
        if (whose.empty())
            continue;
        HostKnob knob = file_knob(host, family, "irq " + std::to_string(number) + " " + whose,
                                  {KnobKind::cpu_list, directory + "/smp_affinity_list"},
                                  "this kernel lets nobody choose where it goes");
        want_elsewhere(knob, cpus);
        // Of the CPUs that it may go to the kernel chose one. It stays where it is while it may
        // (assign_vector_locked(), arch/x86/kernel/apic/vector.c), so it is sent there first.
        const std::optional<std::string> goes_to =
            read_knob(host.file(directory + "/effective_affinity_list"));
        if (goes_to && !goes_to->empty() && *goes_to != knob.now)
            knob.by_way_of = *goes_to;
        knobs.push_back(std::move(knob));
    }
    return knobs;
}

} // namespace cloister
