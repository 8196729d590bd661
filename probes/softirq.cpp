// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/probe_families.hpp"

#include <array>

namespace cloister {
namespace {

// include/linux/interrupt.h; part of the tracing ABI.
std::string vector_name(const std::string& number) {
    constexpr std::array<const char*, 10> names{"HI",       "TIMER",   "NET_TX", "NET_RX",  "BLOCK",
                                                "IRQ_POLL", "TASKLET", "SCHED",  "HRTIMER", "RCU"};
    const std::size_t vector = std::stoul(number);
    return vector < names.size() ? names[vector] : "softirq " + number;
}

} // namespace

Probe softirq(const KernelOffers& kernel, const CpuSet& isolated) {
    const EventName entry{"irq", "softirq_entry"};
    Probe probe{.name = "softirq", .histograms = {}, .events = {}, .unavailable = std::nullopt};
    if (!kernel.event(entry)) {
        probe.unavailable = "no event irq/softirq_entry";
        return probe;
    }
    probe.histograms = {{.probe = "softirq",
                         .event = entry,
                         .cpu_key = kernel.cpu_key(),
                         .name_key = "vec",
                         .cpu = {},
                         .name = "",
                         .filter = "",
                         .rename = vector_name}};
    probe.events = {{entry, on_cpus("CPU", isolated)}, {{"irq", "softirq_exit"}, on_cpus("CPU", isolated)}};
    return probe;
}

} // namespace cloister
