// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/trial.hpp"

#include "orchestrator/agent/arming.hpp"
#include "orchestrator/agent/cancelled_timers.hpp"
#include "orchestrator/agent/clock_reading.hpp"
#include "orchestrator/agent/clock_source.hpp"
#include "orchestrator/agent/cpu_partition.hpp"
#include "orchestrator/agent/grace_periods.hpp"
#include "orchestrator/agent/guest_facts.hpp"
#include "orchestrator/agent/harvest.hpp"
#include "orchestrator/agent/power_off.hpp"
#include "orchestrator/agent/serve_or_refuse.hpp"
#include "orchestrator/agent/window.hpp"
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/wire/rehearsal_stage.hpp"
#include "probes/kernelfs/file.hpp"
#include "probes/kernelfs/run_on.hpp"
#include "probes/probe_families.hpp"
#include "workloads/clock.hpp"

namespace cloister::agent {

namespace {

class Stopwatch {
  public:
    std::chrono::nanoseconds elapsed() const {
        return std::chrono::nanoseconds(workloads::now_ns() - since_);
    }

  private:
    std::uint64_t since_ = workloads::now_ns();
};

// The machine goes off with everything still in place: nothing needs to be put back in a kernel that is gone.
void finish(Port& port, const TrialSpec& spec, const Measurement& measurement) {
    port.say(wire::Finished{measurement}, spec.deadlines.harvest);
    parse_document<wire::PowerOff>(port.receive(spec.deadlines.harvest).payload);
    power_off();
}

void run_window(Port& port, ComingProcessors& processors, LockProbe made, const TrialSpec& spec,
                const KernelOffers& kernel, const std::vector<Probe>& known, GuestFacts& facts) {
    Measurement measurement;
    Stopwatch arming;
    TrialWorkload workload(spec);
    Watch watch(spec, known);
    LockStat lock_stat;
    leave_to_our_instance(made);
    read_once(watch);
    measurement.arming = arming.elapsed();
    measurement.locks = kernel.locks();
    meet_processors(port, processors, spec, facts);
    arming = {};
    watch.hold(buffer_kib_per_cpu(spec));
    wait_for_final_clock(
        Deadline(spec.deadlines.arm, "arm", "the kernel to leave its provisional clock source tsc-early"));
    const ClockReading before = read_clocks(port, spec.deadlines.arm);
    const std::optional<CpuPartition> partition = partition_of(spec.mode, spec.isolated);
    // As late as can be: the host may have to share its CPUs between the subjects and us.
    workload.start_subjects(partition ? partition->group() : "");
    // With the subjects running: on 6.12 to stop a fair server that has just lost its last task warns
    // (sched_fair_server_write() → dl_server_stop() → task_non_contending()).
    const std::vector<SavedKnob> knobs = write_knobs(spec.mode, measurement);
    if (!partition) // which the agent is kept off, and where the tick programs the clock anew
        forget_cancelled_timers(spec.isolated, facts.online.minus(facts.isolated));
    calm_grace_periods();
    watch.on();
    rehearse(spec, workload);
    workload.start_own_subjects();
    measurement.arming += arming.elapsed();
    port.say(wire::Progress{"measure", 0, spec.drains.value_or(0)}, spec.deadlines.arm);
    measure(spec, watch, lock_stat, workload, measurement);
    const Stopwatch harvest;
    watch.off();
    workload.stop(); // who spins makes the wire wait
    measurement.clocks = ClockReadings{before, read_clocks(port, spec.deadlines.harvest)};
    const CpuSet cpus = CpuSet::first(spec.cpus);
    for (Loss& loss : watch.losses(cpus))
        measurement.losses.push_back(std::move(loss));
    watch.ship(port, kernel.symbols(), cpus, spec.deadlines.harvest);
    for (const CpuId cpu : spec.isolated)
        ship_gaps(port, cpu, workload.kept_gaps(cpu), spec.deadlines.harvest);
    ship_program_files(port, spec);
    ship_coverage(port, spec.deadlines.harvest);
    measurement.harvest = harvest.elapsed();
    finish(port, spec, measurement);
}

} // namespace

void serve_trial(Port& port, ComingProcessors& processors, LockProbe made, const wire::Symbols& symbols,
                 const TrialSpec& spec) {
    serve_or_refuse(port, spec, [&](GuestFacts& facts) {
        if (spec.subject == "none") { // its facts are judged, not demanded
            meet_processors(port, processors, spec, facts);
            ship_coverage(port, spec.deadlines.harvest);
            return finish(port, spec, {});
        }
        const KernelOffers kernel = KernelOffers::read(symbols.linked);
        const std::vector<Probe> probes = catalogue(kernel, spec.isolated);
        facts.tracing = availability(probes);
        expect_asked_for(spec, facts);
        try {
            run_window(port, processors, made, spec, kernel, probes, facts);
        } catch (const LabError& error) {
            if (error.stage() == wire::rehearsal_stage) // it ran all the same
                ship_coverage(port, spec.deadlines.harvest);
            throw;
        }
    });
}

} // namespace cloister::agent
