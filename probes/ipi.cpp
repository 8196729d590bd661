// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/call_kprobes.hpp"
#include "probes/kprobe.hpp"
#include "probes/probe_families.hpp"
#include "probes/send_kprobes.hpp"

#include <array>

namespace cloister {
namespace {

// arch/x86/include/asm/trace/irq_vectors.h; the names are the decoder's as well.
constexpr std::array<const char*, 4> vectors{"reschedule", "call_function", "call_function_single",
                                             "irq_work"};

// A reschedule is sent with no callback (trace_ipi_send_cpu(…, NULL), arch_smp_send_reschedule()).
std::string callback_name(const std::string& symbol) {
    return symbol == "0x0" || symbol == "(null)" ? "reschedule" : symbol;
}

void add_received(const KernelOffers& kernel, const CpuSet& isolated, Probe& probe) {
    for (const std::string vector : vectors) {
        const EventName entry{"irq_vectors", vector + "_entry"};
        if (!kernel.event(entry))
            continue;
        probe.histograms.push_back({.probe = "ipi_received",
                                    .event = entry,
                                    .cpu_key = kernel.cpu_key(),
                                    .name_key = "",
                                    .cpu = {},
                                    .name = vector,
                                    .filter = ""});
        probe.events.push_back({entry, on_cpus("CPU", isolated)});
        probe.events.push_back({{"irq_vectors", vector + "_exit"}, on_cpus("CPU", isolated)});
    }
    if (probe.histograms.empty())
        probe.unavailable = "no irq_vectors events: CONFIG_EVENT_TRACING on x86";
}

// The kernel's own events, since 6.4.
void add_sent(const KernelOffers& kernel, const CpuSet& isolated, Probe& probe) {
    const EventName one{"ipi", "ipi_send_cpu"};
    const EventName many{"ipi", "ipi_send_cpumask"};
    if (kernel.event(one)) {
        probe.histograms.push_back({.probe = "ipi_sent",
                                    .event = one,
                                    .cpu_key = "cpu",
                                    .name_key = "callback.sym",
                                    .cpu = {},
                                    .name = "",
                                    .filter = "",
                                    .rename = callback_name});
        probe.events.push_back({one, on_cpus("cpu", isolated), true});
    }
    if (!kernel.event(many))
        return;
    for (const CpuId cpu : isolated)
        probe.histograms.push_back({.probe = "ipi_sent",
                                    .event = many,
                                    .cpu_key = "",
                                    .name_key = "callback.sym",
                                    .cpu = cpu,
                                    .name = "",
                                    .filter = "cpumask & CPUS{" + std::to_string(cpu.number) + "}",
                                    .rename = callback_name});
    probe.events.push_back({many, "cpumask & CPUS{" + isolated.list() + "}", true});
}

std::string bits_of(const CpuSet& cpus) {
    std::uint64_t bits = 0;
    for (const CpuId cpu : cpus)
        bits |= std::uint64_t{1} << cpu.number;
    return std::to_string(bits);
}

// In place of the kernel's own events.
void add_sent_by_kprobes(const KernelOffers& kernel, const CpuSet& isolated, Probe& probe) {
    for (const SendKprobe& each : send_kprobes::all) {
        const EventName event{kprobe_system, each.event};
        if (!kernel.event(event))
            continue;
        if (!each.many)
            probe.histograms.push_back({.probe = "ipi_sent",
                                        .event = event,
                                        .cpu_key = "target",
                                        .name_key = "",
                                        .cpu = {},
                                        .name = each.sends,
                                        .filter = ""});
        for (const CpuId cpu : each.many ? isolated : CpuSet{})
            probe.histograms.push_back({.probe = "ipi_sent",
                                        .event = event,
                                        .cpu_key = "",
                                        .name_key = "targets",
                                        .cpu = cpu,
                                        .name = "",
                                        .filter = "targets & " + bits_of({cpu}),
                                        .rename = [each](const std::string&) { return each.sends; }});
        probe.events.push_back(
            {event, each.many ? "targets & " + bits_of(isolated) : on_cpus("target", isolated), true});
    }
}

// In place of the kernel's own events, as they arrive; the IPI that carries them has the sender.
void add_called_by_kprobe(const KernelOffers& kernel, const CpuSet& isolated, Probe& probe) {
    const EventName called{kprobe_system, call_kprobe::event};
    if (!kernel.event(called)) {
        probe.unavailable = "no csd events, and no kprobe in their place: CONFIG_KPROBE_EVENTS";
        return;
    }
    probe.in_place_of = "csd/csd_function_entry";
    probe.histograms.push_back({.probe = "ipi_function_executed",
                                .event = called,
                                .cpu_key = kernel.cpu_key(),
                                .name_key = std::string(call_kprobe::place) + ".sym",
                                .cpu = {},
                                .name = "",
                                .filter = ""});
    probe.events.push_back({called, on_cpus("CPU", isolated)});
}

} // namespace

Probe ipi(const KernelOffers& kernel, const CpuSet& isolated) {
    Probe probe{.name = "ipi", .histograms = {}, .events = {}, .unavailable = std::nullopt};
    add_received(kernel, isolated, probe);
    return probe;
}

Probe ipi_sender(const KernelOffers& kernel, const CpuSet& isolated) {
    Probe probe{.name = "ipi_sender", .histograms = {}, .events = {}, .unavailable = std::nullopt};
    add_sent(kernel, isolated, probe);
    if (!probe.events.empty())
        return probe;
    add_sent_by_kprobes(kernel, isolated, probe);
    probe.in_place_of = "ipi/ipi_send_cpu";
    if (probe.events.empty())
        probe.unavailable = "no event ipi/ipi_send_cpu, and no kprobe in its place: CONFIG_KPROBE_EVENTS";
    return probe;
}

Probe ipi_function(const KernelOffers& kernel, const CpuSet& isolated) {
    const EventName queued{"csd", "csd_queue_cpu"};
    const EventName started{"csd", "csd_function_entry"};
    Probe probe{.name = "ipi_function", .histograms = {}, .events = {}, .unavailable = std::nullopt};
    if (!kernel.event(queued) || !kernel.event(started)) {
        add_called_by_kprobe(kernel, isolated, probe);
        return probe;
    }
    probe.histograms.push_back({.probe = "ipi_function_queued",
                                .event = queued,
                                .cpu_key = "cpu",
                                .name_key = "func.sym",
                                .cpu = {},
                                .name = "",
                                .filter = ""});
    probe.histograms.push_back({.probe = "ipi_function_executed",
                                .event = started,
                                .cpu_key = kernel.cpu_key(),
                                .name_key = "func.sym",
                                .cpu = {},
                                .name = "",
                                .filter = ""});
    probe.events.push_back({queued, on_cpus("cpu", isolated), true});
    probe.events.push_back({started, on_cpus("CPU", isolated)});
    probe.events.push_back({{"csd", "csd_function_exit"}, on_cpus("CPU", isolated)});
    return probe;
}

} // namespace cloister
