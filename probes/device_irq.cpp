// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/probe_families.hpp"

namespace cloister {

Probe device_irq(const KernelOffers& kernel, const CpuSet& isolated) {
    const EventName entry{"irq", "irq_handler_entry"};
    Probe probe{.name = "device_irq", .histograms = {}, .events = {}, .unavailable = std::nullopt};
    if (!kernel.event(entry)) {
        probe.unavailable = "no event irq/irq_handler_entry";
        return probe;
    }
    probe.histograms = {{.probe = "device_irq",
                         .event = entry,
                         .cpu_key = kernel.cpu_key(),
                         .name_key = "name",
                         .cpu = {},
                         .name = "",
                         .filter = ""}};
    probe.events = {{entry, on_cpus("CPU", isolated)},
                    {{"irq", "irq_handler_exit"}, on_cpus("CPU", isolated)}};
    return probe;
}

} // namespace cloister
