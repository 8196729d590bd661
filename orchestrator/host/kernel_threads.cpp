// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/host/families.hpp"
#include "orchestrator/host/file_knob.hpp"
#include "orchestrator/host/kernel_thread.hpp"

#include <fmt/format.h>

namespace cloister {
namespace {

constexpr const char* family = "kernel threads";

// A worker's name is of the moment: "kworker/u8:0-writeback"; but workers are bound, and no knobs.
HostKnob thread_knob(const HostTree& host, const HostCpus& cpus, const KernelThread& thread) {
    HostKnob knob = file_knob(
        host, family, fmt::format("thread {} {}", thread.id, thread.name),
        {KnobKind::thread, "/proc/" + std::to_string(thread.id), std::nullopt, thread.started}, "it ended");
    if (knob.why_not.empty())
        knob.wanted = cpus.without_quiet(CpuSet::parse(knob.now)).list();
    return knob;
}

// The kernel moves the thread of an interrupt where that goes (irq_thread_check_affinity(),
// kernel/irq/manage.c), and ends khugepaged where huge pages are for nobody (start_stop_khugepaged(),
// mm/khugepaged.c).
bool is_of_another_knob(const KernelThread& thread) {
    return thread.name.starts_with("irq/") || thread.name == "khugepaged";
}

} // namespace

std::vector<HostKnob> kernel_threads(const HostTree& host, const HostCpus& cpus) {
    std::vector<HostKnob> knobs;
    std::uint64_t bound = 0;
    for (const int id : kernel_thread_ids(host)) {
        const std::optional<KernelThread> thread = kernel_thread(host, id);
        if (!thread || is_of_another_knob(*thread))
            continue;
        HostKnob knob = thread_knob(host, cpus, *thread);
        if (!thread->bound)
            knobs.push_back(std::move(knob));
        else if (!CpuSet::parse(knob.now).intersect(cpus.quiet).empty())
            ++bound;
    }
    if (bound > 0)
        knobs.push_back(no_knob(family, fmt::format("{} bound threads", bound),
                                "the kernel lets nobody move them: those of each CPU, and workers"));
    return knobs;
}

} // namespace cloister
