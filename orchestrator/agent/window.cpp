// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/window.hpp"

#include "orchestrator/agent/interrupts.hpp"
#include "probes/tracefs/buffer_losses.hpp"
#include "workloads/clock.hpp"

namespace cloister::agent {
namespace {

using workloads::Phase;

// Long enough that a tick that was not stopped is seen, and a second one (the slowest is 100 Hz).
constexpr std::chrono::milliseconds quiet_for{20};

QuietEdge read_edge(const ArmedProbes& probes, const TrialWorkload& workload) {
    QuietEdge edge;
    edge.tallies = probes.snapshot();
    edge.interrupts = read_interrupts();
    edge.softirqs = read_softirqs();
    edge.subjects = workload.subjects();
    edge.at = std::chrono::nanoseconds(workloads::now_ns());
    return edge;
}

// Filters leave nothing in the buffers but what concerns the isolated CPUs: what arrives there, and what
// anybody sends them.
std::uint64_t events_so_far(const TraceInstance& trace, const CpuSet& cpus) {
    std::uint64_t events = 0;
    for (const CpuId cpu : cpus)
        events += parse_buffer_events(trace.read_per_cpu(cpu, "stats"));
    return events;
}

void sleep_for(std::chrono::nanoseconds time) {
    const timespec span{time.count() / 1'000'000'000, time.count() % 1'000'000'000};
    ::nanosleep(&span, nullptr);
}

// Between open and close the agent sleeps on a housekeeping CPU and looks into shared memory, nothing else.
void let_run(const TrialSpec& spec, TrialWorkload& workload) {
    const Deadline deadline(spec.deadlines.window, "measure", spec.disturber + " to finish");
    if (workload.is_counted())
        return workload.perform(Phase::measure, deadline);
    if (workload.has_disturber())
        workload.begin(Phase::measure);
    sleep_for(spec.duration);
    if (workload.has_disturber())
        workload.finish(Phase::measure, deadline);
    workload.check();
}

std::vector<SubjectTally> subjects_between(const QuietEdge& opened, const QuietEdge& closed) {
    std::vector<SubjectTally> subjects = closed.subjects;
    for (std::size_t i = 0; i < subjects.size(); ++i) {
        subjects[i].voluntary_switches -= opened.subjects[i].voluntary_switches;
        subjects[i].involuntary_switches -= opened.subjects[i].involuntary_switches;
        subjects[i].page_faults -= opened.subjects[i].page_faults;
    }
    return subjects;
}

} // namespace

void read_once(const TraceInstance& trace, const ArmedProbes& probes) {
    events_so_far(trace, CpuSet::first(1));
    probes.snapshot();
    read_interrupts();
    read_softirqs();
}

QuietEdge wait_for_quiet(const TraceInstance& trace, const ArmedProbes& probes, const TrialWorkload& workload,
                         const CpuSet& cpus, const Deadline& deadline) {
    for (;;) {
        const std::uint64_t before = events_so_far(trace, cpus);
        const std::uint64_t since = workloads::now_ns();
        QuietEdge edge = read_edge(probes, workload);
        const std::chrono::nanoseconds spent(workloads::now_ns() - since);
        if (spent < quiet_for)
            sleep_for(quiet_for - spent);
        if (events_so_far(trace, cpus) == before)
            return edge;
        deadline.check();
    }
}

void measure(const TrialSpec& spec, TraceInstance& trace, const ArmedProbes& probes, TrialWorkload& workload,
             Measurement& measurement) {
    const std::string quiet = "isolated CPUs " + spec.isolated.list() + " to become quiet";
    const CpuSet cpus = CpuSet::first(spec.cpus);
    const QuietEdge opened =
        wait_for_quiet(trace, probes, workload, cpus, Deadline(spec.deadlines.arm, "arm", quiet));
    trace.mark("cloister: window open\n");
    measurement.window_opened = std::chrono::nanoseconds(workloads::now_ns());
    workload.open_window(true);
    let_run(spec, workload);
    workload.open_window(false);
    // What the last drain set off, its ticks above all, belongs to the window.
    const QuietEdge closed =
        wait_for_quiet(trace, probes, workload, cpus, Deadline(spec.deadlines.arm, "measure", quiet));
    measurement.window_closed = closed.at;
    trace.mark("cloister: window close\n");
    measurement.tallies = tallies_between(opened.tallies, closed.tallies);
    measurement.losses = losses_between(opened.tallies, closed.tallies);
    measurement.interrupts = grown(opened.interrupts, closed.interrupts);
    measurement.softirqs = grown(opened.softirqs, closed.softirqs);
    measurement.subjects = subjects_between(opened, closed);
    measurement.drains = workload.drains();
    measurement.provoked = workload.provoked();
    measurement.pressure_pages = workload.pressure_pages();
    measurement.pressure_time = workload.pressure_time();
}

} // namespace cloister::agent
