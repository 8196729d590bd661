// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/host/families.hpp"
#include "orchestrator/host/file_knob.hpp"
#include "probes/kernelfs/cpu_files.hpp"
#include "probes/kernelfs/file.hpp"

namespace cloister {
namespace {

constexpr const char* family = "command line";

// Empty where the kernel says nothing of it, or "(null)", as nohz_full does where it was not set up.
CpuSet listed(const std::string& list) {
    try {
        return CpuSet::parse(list);
    } catch (const std::invalid_argument&) {
        return {};
    }
}

CpuSet cpus_of_word(const HostTree& host, const std::string& key) {
    for (const std::string& word : words_of(read_knob(host.file("/proc/cmdline")).value_or("")))
        if (word.starts_with(key))
            return listed(word.substr(key.size()));
    return {};
}

// Before the CPUs stand words that the parameter takes.
HostKnob booted_with(const std::string& parameter, const char* words, const CpuSet& cpus,
                     const HostCpus& asked, const char* without) {
    HostKnob knob = no_knob(family, parameter, parameter + words + asked.quiet.list() + ", or " + without);
    knob.now = cpus.empty() ? "none" : cpus.list();
    if (cpus.contains(asked.quiet)) {
        knob.wanted = knob.now;
        knob.why_not.clear();
    }
    return knob;
}

} // namespace

std::vector<HostKnob> command_line(const HostTree& host, const HostCpus& cpus) {
    const CpuSet isolated = listed(read_knob(host.file(cpus_file("isolated"))).value_or(""));
    const CpuSet full = listed(read_knob(host.file(cpus_file("nohz_full"))).value_or(""));
    CpuSet no_callbacks = cpus_of_word(host, "rcu_nocbs=");
    for (const CpuId cpu : full) // implied (rcu_init_nohz(), kernel/rcu/tree_nocb.h)
        no_callbacks.insert(cpu);
    return {booted_with("isolcpus=", "managed_irq,domain,", isolated, cpus,
                        "tasks are balanced onto these CPUs, and interrupts come that drivers manage"),
            booted_with("nohz_full=", "", full, cpus,
                        "the tick interrupts these CPUs, 100 to 1,000 times a second"),
            booted_with("rcu_nocbs=", "", no_callbacks, cpus, "RCU callbacks run on these CPUs")};
}

} // namespace cloister
