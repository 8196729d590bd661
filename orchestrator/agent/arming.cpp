// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/arming.hpp"

#include "probes/kernelfs/run_on.hpp"

#include <algorithm>

namespace cloister::agent {

using workloads::Phase;

// Each page costs time before the window, and is a loss in the record where there was none. A drain was seen
// to fill 0.8 KiB, all of it on one CPU where only that one keeps house; a storm waits for locks besides, and
// pressure fills what there is.
unsigned long buffer_kib_per_cpu(const TrialSpec& spec) {
    constexpr std::uint64_t plenty = 16384;
    constexpr std::uint64_t storm = 4096;
    constexpr std::uint64_t least = 1024;
    constexpr std::uint64_t per_drain = 2;
    constexpr std::uint64_t much_else = 16; // times as much as a drain alone
    const std::uint64_t asked_for =
        spec.provocations ? *spec.provocations * spec.isolated.size() : spec.drains.value_or(0);
    // It moves pages that subjects have mapped, also where the kernel does so a page and an IPI at a time.
    if (spec.disturber == "compact_memory")
        return std::max(plenty, much_else * per_drain * asked_for);
    // Each block that goes and comes drains several times, and stops the machine where a kernel has page
    // lists.
    if (spec.disturber == "memory-offline" || spec.disturber == "page-lists")
        return std::max(least, much_else * per_drain * asked_for);
    if (spec.provocations)
        return std::max(least, per_drain * asked_for);
    if (!spec.drains)
        return spec.disturber == "none" && !spec.subject_command ? least : plenty;
    return std::max(spec.subject.ends_with("-storm") ? storm : least, per_drain * *spec.drains);
}

std::vector<SavedKnob> write_knobs(const ModeSpec& mode, Measurement& measurement) {
    std::vector<SavedKnob> knobs;
    for (const Knob& knob : mode.knobs) {
        const std::optional<std::string> before = read_knob(knob.path);
        if (!before) // this kernel has nothing to quieten there; the record does not list it
            continue;
        // A CPU brought online late has no fair server, and its file takes no value at all
        // (sched_init_dl_servers()).
        if (before == knob.value) {
            measurement.knobs.push_back({knob.path, knob.value, knob.value});
            continue;
        }
        knobs.emplace_back(knob.path, knob.value);
        measurement.knobs.push_back({knob.path, knobs.back().before(), knob.value});
    }
    return knobs;
}

void rehearse(const TrialSpec& spec, TrialWorkload& workload) {
    if (!workload.is_counted())
        return;
    const Deadline deadline(spec.deadlines.arm, "settle", "the rehearsal of " + spec.disturber);
    if (spec.drains)
        workload.perform(Phase::trial, deadline);
    workload.perform(Phase::settle, deadline);
}

void meet_processors(Port& port, ComingProcessors& processors, const TrialSpec& spec, GuestFacts& facts) {
    processors.wait(CpuSet::first(spec.cpus));
    facts.online = CpuSet::first(spec.cpus);
    // isolcpus= keeps the agent off the others already; a guest without isolated CPUs has nothing to keep
    // free.
    run_on(facts.online.minus(facts.isolated));
    port.say(wire::Verified{facts}, spec.deadlines.arm);
}

} // namespace cloister::agent
