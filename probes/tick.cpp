// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/probe_families.hpp"

namespace cloister {

Probe tick(const KernelOffers& kernel, const CpuSet& isolated) {
    const EventName entry{"irq_vectors", "local_timer_entry"};
    Probe probe{.name = "tick", .histograms = {}, .events = {}, .unavailable = std::nullopt};
    if (!kernel.event(entry)) {
        probe.unavailable = "no event irq_vectors/local_timer_entry";
        return probe;
    }
    probe.histograms = {{.probe = "tick",
                         .event = entry,
                         .cpu_key = kernel.cpu_key(),
                         .name_key = "",
                         .cpu = {},
                         .name = "local_timer",
                         .filter = ""}};
    probe.events = {{entry, on_cpus("CPU", isolated)},
                    {{"irq_vectors", "local_timer_exit"}, on_cpus("CPU", isolated)}};
    // Whether it goes on, which the kernel decides as an interrupt ends (kernel/time/tick-sched.c), and what
    // the CPU's clock is told to interrupt for.
    for (const char* name : {"tick_stop", "hrtimer_start"})
        if (const EventName told{"timer", name}; kernel.event(told))
            probe.events.push_back({told, on_cpus("CPU", isolated)});
    return probe;
}

} // namespace cloister
