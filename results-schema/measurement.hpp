// SPDX-License-Identifier: GPL-2.0-or-later
// What the agent saw in one guest: facts verified before arming, and the tallies of the window.
// Runs on: both; filled by the agent, sent over the wire, stored in the record unjudged.
// Times are the guest's trace clock (mono) in nanoseconds.
#pragma once

#include "results-schema/cache_lock.hpp"
#include "results-schema/lock_use.hpp"
#include "results-schema/loss.hpp"

namespace cloister {

// What the running kernel says of itself; verified by the agent, refused where it contradicts the spec.
struct GuestFacts {
    std::string release;
    std::string version;
    std::string command_line;
    CpuSet online;
    CpuSet isolated;
    CpuSet nohz_full;
    std::optional<std::string> drain_mode;
    std::map<std::string, std::string> tracing;
};

struct KnobChange {
    std::string path;
    std::string before;
    std::string value;
};

// One row of an in-kernel histogram, taken over the window and nothing else.
struct TallyRow {
    std::string probe;
    CpuId cpu;
    std::string name;
    std::uint64_t number = 0;
};

struct DrainTally {
    std::uint64_t wanted = 0;
    std::uint64_t calls = 0;
    std::map<CpuId, std::uint64_t> armed;
    std::map<CpuId, std::uint64_t> completed;
    std::map<CpuId, std::uint64_t> already_on_lru;
    std::chrono::nanoseconds call_min{0};
    std::chrono::nanoseconds call_max{0};
    std::chrono::nanoseconds call_total{0};
    std::optional<std::string> does_not_drain;
};

struct SubjectTally {
    CpuId cpu;
    std::uint64_t iterations = 0;
    std::uint64_t gaps = 0;
    std::chrono::nanoseconds shortest_gap{0};
    std::chrono::nanoseconds longest_gap{0};
    std::chrono::nanoseconds watched_from{0};
    std::chrono::nanoseconds watched_until{0};
    std::uint64_t voluntary_switches = 0;
    std::uint64_t involuntary_switches = 0;
    std::uint64_t page_faults = 0;
};

// A subject of the user's may never leave the kernel alone for long enough. Then the counters were read while
// things arrived: somewhere between opened_from and the window's opening, and likewise behind its end.
struct UnquietEdges {
    std::chrono::nanoseconds opened_from{0};
    std::chrono::nanoseconds closed_until{0};
};

// Both clocks at one moment: the guest asked, the host read its clock, the guest took the middle of its wait.
struct ClockReading {
    std::chrono::nanoseconds guest{0};
    std::chrono::nanoseconds host{0};
    std::chrono::nanoseconds error{0};
};

struct ClockReadings {
    ClockReading before;
    ClockReading after;
};

struct Measurement {
    std::chrono::nanoseconds window_opened{0};
    std::chrono::nanoseconds window_closed{0};
    std::optional<UnquietEdges> unquiet;
    std::optional<ClockReadings> clocks;
    std::optional<std::vector<std::string>> subject_tasks;
    std::vector<TallyRow> tallies;
    std::vector<CacheLock> locks;
    std::optional<std::vector<LockUse>> lock_stat;
    std::vector<Loss> losses;
    std::optional<DrainTally> drains;
    std::optional<std::uint64_t> provoked;
    std::vector<SubjectTally> subjects;
    // The kernel's own counters over the window: /proc/interrupts line ("RES", "LOC", …) → CPU → number.
    std::map<std::string, std::map<CpuId, std::uint64_t>> interrupts;
    std::map<std::string, std::map<CpuId, std::uint64_t>> softirqs; // likewise, /proc/softirqs
    std::map<CpuId, std::uint64_t> events;                          // of the ring buffers
    std::vector<KnobChange> knobs;
    std::optional<std::uint64_t> pressure_pages;           // done by a background disturber
    std::optional<std::chrono::nanoseconds> pressure_time; // in which it did them
    std::chrono::nanoseconds arming{0};
    std::chrono::nanoseconds harvest{0};
};

template <class Fields>
void describe(Fields& fields, GuestFacts& facts) {
    fields.field("release", facts.release, "As uname -r prints it");
    fields.field("version", facts.version, "/proc/version");
    fields.field("command_line", facts.command_line,
                 "/proc/cmdline: all that the kernel was told, the events of our trace instance included");
    fields.field("online", facts.online, "Guest CPUs that are online");
    fields.field("isolated", facts.isolated, "/sys/devices/system/cpu/isolated");
    fields.field("nohz_full", facts.nohz_full, "/sys/devices/system/cpu/nohz_full");
    fields.field("drain_mode", facts.drain_mode,
                 "What the mode's read-back file holds; absent: no such file");
    fields.field("tracing", facts.tracing,
                 "Family of probes → ok, or why this kernel cannot have it; empty where nothing is traced");
}
template <class Fields>
void describe(Fields& fields, KnobChange& knob) {
    fields.field("path", knob.path, "Kernel file");
    fields.field("before", knob.before, "What it held before, and holds again after");
    fields.field("value", knob.value, "What it held while measuring");
}
template <class Fields>
void describe(Fields& fields, TallyRow& row) {
    fields.field("probe", row.probe,
                 "What was counted: drain_work_executed, drain_work_queued, ipi_sent, ipi_received, tick, "
                 "task_switch, …");
    fields.field("cpu", row.cpu, "Guest CPU where it arrived, or was sent or queued to");
    fields.field("name", row.name, "Function, vector, callback, lock symbol, next task, …");
    fields.field("number", row.number, "How many in the window");
}
template <class Fields>
void describe(Fields& fields, DrainTally& drains) {
    fields.field("wanted", drains.wanted, "Armed drains asked for");
    fields.field("calls", drains.calls, "Drain calls that the disturber made");
    fields.field("armed", drains.armed, "Isolated CPU → pages proved off the LRU before a drain");
    fields.field("completed", drains.completed, "Of these, pages proved on the LRU after it");
    fields.field("already_on_lru", drains.already_on_lru,
                 "Isolated CPU → pages that were touched and not held by a batch: not armed");
    fields.field("call_min_ns", drains.call_min, "Shortest drain call");
    fields.field("call_max_ns", drains.call_max, "Longest drain call");
    fields.field("call_total_ns", drains.call_total, "All drain calls together");
    fields.field("does_not_drain", drains.does_not_drain,
                 "Why the trial drain before the window failed; absent: it drained");
}
template <class Fields>
void describe(Fields& fields, SubjectTally& subject) {
    fields.field("cpu", subject.cpu, "The isolated CPU that it has to itself");
    fields.field("iterations", subject.iterations, "Turns of its loop, from its start on");
    fields.field("gaps", subject.gaps, "Stretches in the window in which it did not run");
    fields.field("shortest_gap_ns", subject.shortest_gap, "What is shorter is none");
    fields.field("longest_gap_ns", subject.longest_gap, "The longest of them");
    fields.field("watched_from_ns", subject.watched_from,
                 "From here on each is in gaps.csv, by the guest's trace clock (mono)");
    fields.field("watched_until_ns", subject.watched_until,
                 "Until here: the window's end, or there was no more room");
    fields.field("voluntary_switches", subject.voluntary_switches,
                 "voluntary_ctxt_switches of /proc/PID/status, in the window");
    fields.field("involuntary_switches", subject.involuntary_switches,
                 "nonvoluntary_ctxt_switches of /proc/PID/status, in the window");
    fields.field("page_faults", subject.page_faults,
                 "minflt and majflt of /proc/PID/stat, in the window: what it asked of the kernel itself");
}
template <class Fields>
void describe(Fields& fields, UnquietEdges& edges) {
    fields.field("opened_from_ns", edges.opened_from, "When the first reading of the counters began");
    fields.field("closed_until_ns", edges.closed_until, "When the last one had ended");
}
template <class Fields>
void describe(Fields& fields, ClockReading& reading) {
    fields.field("guest_ns", reading.guest,
                 "The guest's trace clock (mono), in the middle of the round trip");
    fields.field("host_ns", reading.host, "The host's CLOCK_MONOTONIC_RAW, read in between");
    fields.field("error_ns", reading.error, "Half of the round trip, the shortest of several");
}
template <class Fields>
void describe(Fields& fields, ClockReadings& clocks) {
    fields.field("before", clocks.before, "Before the subjects started");
    fields.field("after", clocks.after, "When they had left");
}
template <class Fields>
void describe(Fields& fields, Measurement& measurement) {
    fields.field("window_opened_ns", measurement.window_opened,
                 "When the window opened, by the guest's trace clock (mono)");
    fields.field("window_closed_ns", measurement.window_closed, "When it closed, after its last quiet edge");
    fields.field("unquiet", measurement.unquiet,
                 "The edges of a window whose subject was never quiet; absent: both were");
    fields.field("clocks", measurement.clocks,
                 "The guest's clock against the host's; absent: they were not read");
    fields.field("subject_tasks", measurement.subject_tasks,
                 "Names of the tasks of a subject of the user's; absent: it is one of ours");
    fields.field("tallies", measurement.tallies, "In-kernel histograms, over the window and nothing else");
    fields.field("locks", measurement.locks, "What the addresses in the trace's lock_contended events mean");
    fields.field("lock_stat", measurement.lock_stat,
                 "How locks of caches and those behind them were used; absent: this kernel has no "
                 "CONFIG_LOCK_STAT");
    fields.field("losses", measurement.losses,
                 "Events that happened and were not seen; with any the tallies uphold nothing");
    fields.field("drains", measurement.drains, "What the disturber drained; absent where it does not drain");
    fields.field("provoked", measurement.provoked,
                 "How often the disturber interrupted every isolated CPU once; absent: it is no provocation");
    fields.field("subjects", measurement.subjects, "What the subjects noticed, one for each isolated CPU");
    fields.field("interrupts", measurement.interrupts,
                 "The kernel's own count over the window: line of /proc/interrupts → CPU → number");
    fields.field("softirqs", measurement.softirqs,
                 "The same of softirqs: line of /proc/softirqs → CPU → number");
    fields.field("events", measurement.events,
                 "Guest CPU → events that its ring buffer took in the window; empty where nothing is armed");
    fields.field("knobs", measurement.knobs, "Each knob of the mode, with its value before");
    fields.field("pressure_pages", measurement.pressure_pages,
                 "Pages taken by background pressure; absent: there was none");
    fields.field("pressure_time_ns", measurement.pressure_time, "In which it took them; the rate is theirs");
    fields.field("arming_ns", measurement.arming,
                 "Workload, knobs and probes until the window may open, told by the guest");
    fields.field("harvest_ns", measurement.harvest, "Reading and shipping the trace, told by the guest");
}

} // namespace cloister
