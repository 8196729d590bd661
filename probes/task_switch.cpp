// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/probe_families.hpp"

namespace cloister {

// By next task: a switch back to the subject is one as well, and told by its name.
Probe task_switch(const KernelOffers& kernel, const CpuSet& isolated) {
    const EventName event{"sched", "sched_switch"};
    Probe probe{.name = "task_switch", .histograms = {}, .events = {}, .unavailable = std::nullopt};
    if (!kernel.event(event)) {
        probe.unavailable = "no event sched/sched_switch";
        return probe;
    }
    probe.histograms = {{.probe = "task_switch",
                         .event = event,
                         .cpu_key = kernel.cpu_key(),
                         .name_key = "next_comm",
                         .cpu = {},
                         .name = "",
                         .filter = ""}};
    probe.events = {{event, on_cpus("CPU", isolated)}};
    // Who made the next task runnable: an IPI tells it too, where one is sent.
    for (const char* name : {"sched_wakeup", "sched_wakeup_new"})
        if (const EventName woken{"sched", name}; kernel.event(woken))
            probe.events.push_back({woken, on_cpus("target_cpu", isolated), true});
    return probe;
}

} // namespace cloister
