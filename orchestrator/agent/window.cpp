// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/window.hpp"

#include "orchestrator/agent/guest_facts.hpp"
#include "workloads/clock.hpp"
#include "workloads/marks.hpp"

namespace cloister::agent {
namespace {

using workloads::Phase;

// Long enough that a tick that was not stopped is seen, and a second one (the slowest is 100 Hz).
constexpr std::chrono::milliseconds quiet_for{20};

// A subject of the user's may never be quiet for so long: it sleeps, and its timers wake it. Nor is a CPU to
// which the tick comes, or the scheduler brings tasks.
constexpr std::chrono::seconds most_patience{1};

bool is_ever_quiet(const TrialSpec& spec, const TrialWorkload& workload) {
    const GuestFacts facts = read_guest_facts();
    return !workload.has_own_subject() && spec.isolated.minus(facts.nohz_full).empty() &&
           spec.isolated.minus(facts.isolated).empty();
}

QuietEdge read_edge(const Watch& watch, const TrialWorkload& workload, std::uint32_t cpus) {
    QuietEdge edge;
    edge.from = std::chrono::nanoseconds(workloads::now_ns());
    edge.events = watch.events(CpuSet::first(cpus));
    edge.tallies = watch.snapshot();
    edge.interrupts = read_interrupts();
    edge.softirqs = read_softirqs();
    edge.subjects = workload.subjects();
    edge.at = std::chrono::nanoseconds(workloads::now_ns());
    return edge;
}

std::uint64_t on_cpus(const Interrupts& interrupts, const CpuSet& cpus) {
    std::uint64_t number = 0;
    for (const auto& [line, by_cpu] : interrupts)
        for (const auto& [cpu, count] : by_cpu)
            number += cpus.contains(cpu) ? count : 0;
    return number;
}

// Grows with all that is seen to happen on the isolated CPUs, or is sent there.
std::uint64_t seen_so_far(const TrialSpec& spec, const Watch& watch) {
    if (spec.probes == Probes::none)
        return on_cpus(read_interrupts(), spec.isolated) + on_cpus(read_softirqs(), spec.isolated);
    std::uint64_t events = 0;
    for (const auto& [cpu, number] : watch.events(CpuSet::first(spec.cpus)))
        events += number;
    return events;
}

void sleep_for(std::chrono::nanoseconds time) {
    const timespec span{time.count() / 1'000'000'000, time.count() % 1'000'000'000};
    ::nanosleep(&span, nullptr);
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

std::optional<QuietEdge> quiet_edge(const TrialSpec& spec, const Watch& watch,
                                    const TrialWorkload& workload) {
    const std::uint64_t before = seen_so_far(spec, watch);
    const std::uint64_t since = workloads::now_ns();
    QuietEdge edge = read_edge(watch, workload, spec.cpus);
    const std::chrono::nanoseconds spent(workloads::now_ns() - since);
    if (spent < quiet_for)
        sleep_for(quiet_for - spent);
    return seen_so_far(spec, watch) == before ? std::optional(std::move(edge)) : std::nullopt;
}

} // namespace

void read_once(const Watch& watch) {
    watch.events(CpuSet::first(1));
    watch.snapshot();
    read_interrupts();
    read_softirqs();
}

QuietEdge wait_for_quiet(const TrialSpec& spec, const Watch& watch, const TrialWorkload& workload,
                         const Deadline& deadline) {
    for (;;) {
        if (std::optional<QuietEdge> edge = quiet_edge(spec, watch, workload))
            return *std::move(edge);
        deadline.check();
    }
}

namespace {

// One that is quiet, or whatever there is when patience is over.
QuietEdge edge_within_patience(const TrialSpec& spec, const Watch& watch, const TrialWorkload& workload,
                               bool& quiet) {
    for (const std::uint64_t since = workloads::now_ns();
         std::chrono::nanoseconds(workloads::now_ns() - since) < most_patience;)
        if (std::optional<QuietEdge> edge = quiet_edge(spec, watch, workload))
            return *std::move(edge);
    quiet = false;
    return read_edge(watch, workload, spec.cpus);
}

} // namespace

void let_run(const TrialSpec& spec, TrialWorkload& workload, const Deadline& deadline) {
    if (workload.is_counted())
        return workload.perform(Phase::measure, deadline);
    if (workload.has_disturber())
        workload.begin(Phase::measure);
    sleep_for(spec.duration);
    if (workload.has_disturber())
        workload.finish(Phase::measure, deadline);
    workload.check();
}

void measure(const TrialSpec& spec, Watch& watch, LockStat& lock_stat, TrialWorkload& workload,
             Measurement& measurement) {
    const std::string quiet = "isolated CPUs " + spec.isolated.list() + " to become quiet";
    const bool ever_quiet = is_ever_quiet(spec, workload);
    bool both_quiet = true;
    const auto edge = [&](const char* stage) {
        return ever_quiet ? wait_for_quiet(spec, watch, workload, Deadline(spec.deadlines.arm, stage, quiet))
                          : edge_within_patience(spec, watch, workload, both_quiet);
    };
    const QuietEdge opened = edge("arm");
    lock_stat.open_window();
    watch.mark("cloister: window open\n");
    workloads::mark_edge();
    measurement.window_opened = std::chrono::nanoseconds(workloads::now_ns());
    measurement.subject_tasks = workload.subject_tasks();
    workload.open_window(true);
    let_run(spec, workload, Deadline(spec.deadlines.window, "measure", spec.disturber + " to finish"));
    workload.open_window(false);
    // What the last drain set off, its ticks above all, belongs to the window.
    measurement.lock_stat = lock_stat.since_then();
    const QuietEdge closed = edge("measure");
    workload.check();
    workloads::mark_edge();
    measurement.window_closed = both_quiet ? closed.at : closed.from;
    if (!both_quiet)
        measurement.unquiet = UnquietEdges{opened.from, closed.at};
    watch.mark("cloister: window close\n");
    measurement.tallies = tallies_between(opened.tallies, closed.tallies);
    measurement.losses = losses_between(opened.tallies, closed.tallies);
    measurement.interrupts = grown(opened.interrupts, closed.interrupts);
    for (const auto& [cpu, events] : closed.events)
        measurement.events[cpu] = events - opened.events.at(cpu);
    measurement.softirqs = grown(opened.softirqs, closed.softirqs);
    measurement.subjects = subjects_between(opened, closed);
    measurement.drains = workload.drains();
    measurement.provoked = workload.provoked();
    measurement.pressure_pages = workload.pressure_pages();
    measurement.pressure_time = workload.pressure_time();
}

} // namespace cloister::agent
