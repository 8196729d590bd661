// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/probe_families.hpp"
#include "probes/symbol_names.hpp"

namespace cloister {
namespace {

std::string any_function(const KernelOffers& kernel, const std::vector<std::string>& functions) {
    std::string filter;
    for (const std::string& function : functions)
        filter += (filter.empty() ? "" : " || ") + std::string("function == ") +
                  std::to_string(kernel.address(function).value());
    return filter;
}

} // namespace

Probe drain_work(const KernelOffers& kernel, const CpuSet& isolated) {
    const EventName queued{"workqueue", "workqueue_queue_work"};
    const EventName started{"workqueue", "workqueue_execute_start"};
    const EventName ended{"workqueue", "workqueue_execute_end"};
    Probe probe{.name = "drain_work", .histograms = {}, .events = {}, .unavailable = std::nullopt};
    const std::vector<std::string> functions =
        kernel.present({symbol_names::drain_functions.begin(), symbol_names::drain_functions.end()});
    if (!kernel.event(queued) || !kernel.event(started)) {
        probe.unavailable = "no workqueue events: CONFIG_EVENT_TRACING, CONFIG_TRACEPOINTS";
        return probe;
    }
    if (functions.empty()) {
        probe.unavailable = "no known drain function in /proc/kallsyms: is it readable?";
        return probe;
    }
    const std::string filter = any_function(kernel, functions);
    probe.histograms = {{.probe = "drain_work_queued",
                         .event = queued,
                         .cpu_key = "cpu",
                         .name_key = "function.sym",
                         .cpu = {},
                         .name = "",
                         .filter = filter},
                        {.probe = "drain_work_executed",
                         .event = started,
                         .cpu_key = kernel.cpu_key(),
                         .name_key = "function.sym",
                         .cpu = {},
                         .name = "",
                         .filter = filter}};
    // Raw: every work item, because what is not a drain must be named as well.
    probe.events = {{queued, on_cpus("cpu", isolated), true},
                    {started, on_cpus("CPU", isolated)},
                    {ended, on_cpus("CPU", isolated)}};
    return probe;
}

} // namespace cloister
