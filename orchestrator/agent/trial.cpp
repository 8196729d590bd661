// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/trial.hpp"

#include "orchestrator/agent/cancelled_timers.hpp"
#include "orchestrator/agent/clock_source.hpp"
#include "orchestrator/agent/grace_periods.hpp"
#include "orchestrator/agent/guest_facts.hpp"
#include "orchestrator/agent/harvest.hpp"
#include "orchestrator/agent/power_off.hpp"
#include "orchestrator/agent/window.hpp"
#include "orchestrator/base/lab_error.hpp"
#include "probes/boot_instance.hpp"
#include "probes/kernelfs/file.hpp"
#include "probes/kernelfs/run_on.hpp"
#include "probes/probe_families.hpp"
#include "workloads/clock.hpp"

#include <algorithm>

namespace cloister::agent {
namespace {

using workloads::Phase;

// Each page costs time before the window, and is a loss in the record where there was none. A drain was seen
// to fill 0.8 KiB, all of it on one CPU where only that one keeps house; a storm waits for locks besides, and
// pressure fills what there is.
unsigned long buffer_kib_per_cpu(const TrialSpec& spec) {
    constexpr std::uint64_t plenty = 16384;
    constexpr std::uint64_t storm = 4096;
    constexpr std::uint64_t least = 1024;
    constexpr std::uint64_t per_drain = 2;
    if (spec.provocations)
        return std::max(least, per_drain * *spec.provocations * spec.isolated.size());
    if (!spec.drains)
        return spec.disturber == "none" ? least : plenty;
    return std::max(spec.subject == "fault-storm" ? storm : least, per_drain * *spec.drains);
}

class Stopwatch {
  public:
    std::chrono::nanoseconds elapsed() const {
        return std::chrono::nanoseconds(workloads::now_ns() - since_);
    }

  private:
    std::uint64_t since_ = workloads::now_ns();
};

std::vector<SavedKnob> write_knobs(const ModeSpec& mode, Measurement& measurement) {
    std::vector<SavedKnob> knobs;
    for (const Knob& knob : mode.knobs) {
        // A CPU brought online late has no fair server, and its file takes no value at all
        // (sched_init_dl_servers()).
        if (read_knob(knob.path) == knob.value) {
            measurement.knobs.push_back({knob.path, knob.value, knob.value});
            continue;
        }
        knobs.emplace_back(knob.path, knob.value);
        measurement.knobs.push_back({knob.path, knobs.back().before(), knob.value});
    }
    return knobs;
}

// Shows whether this disturber drains on this kernel, then empties every batch once, unmeasured: a stale one
// would give one work item too many. A provocation is made once.
void rehearse(const TrialSpec& spec, TrialWorkload& workload) {
    if (!workload.is_counted())
        return;
    const Deadline deadline(spec.deadlines.arm, "settle", "the rehearsal of " + spec.disturber);
    if (spec.drains)
        workload.perform(Phase::trial, deadline);
    workload.perform(Phase::settle, deadline);
}

// The machine goes off with everything still in place: nothing needs to be put back in a kernel that is gone.
void finish(Port& port, const TrialSpec& spec, const Measurement& measurement) {
    port.say(wire::Finished{measurement}, spec.deadlines.harvest);
    parse_document<wire::PowerOff>(port.receive(spec.deadlines.harvest).payload);
    power_off();
}

// All CPUs are there: the rest of what the record says of this guest.
void meet_processors(Port& port, ComingProcessors& processors, const TrialSpec& spec, GuestFacts& facts) {
    processors.wait(CpuSet::first(spec.cpus));
    facts.online = CpuSet::first(spec.cpus);
    // isolcpus= keeps the agent off the others already; a guest without isolated CPUs has nothing to keep
    // free.
    run_on(facts.online.minus(facts.isolated));
    port.say(wire::Verified{facts}, spec.deadlines.arm);
}

void run_window(Port& port, ComingProcessors& processors, LockProbe made, const TrialSpec& spec,
                const KernelOffers& kernel, const std::vector<Probe>& known, GuestFacts& facts) {
    Measurement measurement;
    Stopwatch arming;
    TrialWorkload workload(spec);
    TraceInstance trace(trace_instance_name, buffer_kib_per_cpu(spec));
    const ArmedProbes probes(trace, known, spec.cpus);
    leave_to_our_instance(made);
    read_once(trace, probes);
    measurement.arming = arming.elapsed();
    measurement.locks = kernel.locks();
    meet_processors(port, processors, spec, facts);
    arming = {};
    wait_for_final_clock(
        Deadline(spec.deadlines.arm, "arm", "the kernel to leave its provisional clock source tsc-early"));
    // As late as can be: the host may have to share its CPUs between the subjects and us.
    workload.start_subjects();
    // With the subjects running: on 6.12 to stop a fair server that has just lost its last task warns
    // (sched_fair_server_write() → dl_server_stop() → task_non_contending()).
    const std::vector<SavedKnob> knobs = write_knobs(spec.mode, measurement);
    forget_cancelled_timers(spec.isolated, facts.online.minus(facts.isolated));
    calm_grace_periods();
    trace.on();
    rehearse(spec, workload);
    measurement.arming += arming.elapsed();
    port.say(wire::Progress{"measure", 0, spec.drains.value_or(0)}, spec.deadlines.arm);
    measure(spec, trace, probes, workload, measurement);
    const Stopwatch harvest;
    trace.off();
    workload.stop();
    const CpuSet cpus = CpuSet::first(spec.cpus);
    for (Loss& loss : ring_buffer_losses(trace, cpus))
        measurement.losses.push_back(std::move(loss));
    ship_trace(port, trace, probes, kernel.symbols(), cpus, spec.deadlines.harvest);
    ship_gaps(port, workload.gaps(), spec.deadlines.harvest);
    measurement.harvest = harvest.elapsed();
    finish(port, spec, measurement);
}

} // namespace

void serve_trial(Port& port, ComingProcessors& processors, LockProbe made, const wire::Symbols& symbols,
                 const TrialSpec& spec) {
    GuestFacts facts = read_guest_facts();
    const auto refuse = [&](const std::string& stage, const std::string& what) {
        port.say(wire::Refused{stage, what, facts}, spec.deadlines.harvest);
    };
    try {
        facts.drain_mode = read_knob(spec.mode.read_back.path);
        if (spec.subject == "none") { // its facts are judged, not demanded
            meet_processors(port, processors, spec, facts);
            return finish(port, spec, {});
        }
        const KernelOffers kernel = KernelOffers::read(symbols.linked);
        const std::vector<Probe> probes = catalogue(kernel, spec.isolated);
        facts.tracing = availability(probes);
        if (const auto why = contradiction(spec, facts))
            return refuse("verify", *why);
        run_window(port, processors, made, spec, kernel, probes, facts);
    } catch (const LabError& error) {
        refuse(error.stage(), error.what());
    } catch (const std::exception& error) {
        refuse("arm", error.what());
    }
}

} // namespace cloister::agent
