// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/probe_families.hpp"

namespace cloister {

std::vector<Probe> catalogue(const KernelOffers& kernel, const CpuSet& isolated) {
    return {drain_work(kernel, isolated),   ipi(kernel, isolated),        ipi_sender(kernel, isolated),
            ipi_function(kernel, isolated), tick(kernel, isolated),       task_switch(kernel, isolated),
            softirq(kernel, isolated),      device_irq(kernel, isolated), lock_contention(kernel, isolated)};
}

std::map<std::string, std::string> availability(const std::vector<Probe>& probes) {
    std::map<std::string, std::string> tracing;
    for (const Probe& probe : probes)
        tracing[probe.name] = probe.unavailable.value_or(
            probe.in_place_of.empty() ? "ok" : "ok, kprobes in place of " + probe.in_place_of);
    return tracing;
}

} // namespace cloister
