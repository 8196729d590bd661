// SPDX-License-Identifier: GPL-2.0-or-later
// What the agent saw in one guest: facts verified before arming, and the tallies of the window.
// Runs on: both; filled by the agent, sent over the wire, stored in the record unjudged.
// Times are the guest's trace clock (mono) in nanoseconds.
#pragma once

#include "results-schema/cache_lock.hpp"
#include "results-schema/loss.hpp"

namespace cloister {

// What the running kernel says of itself; verified by the agent, refused where it contradicts the spec.
struct GuestFacts {
    std::string release;      // uname -r
    std::string version;      // /proc/version
    std::string command_line; // /proc/cmdline
    CpuSet online;
    CpuSet isolated;                            // /sys/devices/system/cpu/isolated
    CpuSet nohz_full;                           // /sys/devices/system/cpu/nohz_full
    std::optional<std::string> drain_mode;      // the mode's read-back file; absent: no such file
    std::map<std::string, std::string> tracing; // probe → "ok" or why it cannot be had
};

struct KnobChange {
    std::string path;
    std::string before;
    std::string value;
};

// One row of an in-kernel histogram, taken over the window and nothing else.
struct TallyRow {
    std::string probe; // catalogue name: drain_work_executed, drain_work_queued, ipi_sent, ipi_received,
                       // lock_contention, tick, task_switch, …
    CpuId cpu;         // where it arrived (for sent and queued: the target)
    std::string name;  // function, vector, callback, lock symbol, next task …
    std::uint64_t number = 0;
};

struct DrainTally {
    std::uint64_t wanted = 0;
    std::uint64_t calls = 0;                       // drain calls made by the disturber
    std::map<CpuId, std::uint64_t> armed;          // pages proved off the LRU before a drain
    std::map<CpuId, std::uint64_t> completed;      // of these, proved on the LRU after it
    std::map<CpuId, std::uint64_t> already_on_lru; // touched, but not held by a batch: not armed
    std::chrono::nanoseconds call_min{0};
    std::chrono::nanoseconds call_max{0};
    std::chrono::nanoseconds call_total{0};
    std::optional<std::string> does_not_drain; // the trial drain failed: why
};

struct SubjectTally {
    CpuId cpu;
    std::uint64_t iterations = 0;
    std::uint64_t gaps = 0;
    std::uint64_t gaps_not_kept = 0;
    std::chrono::nanoseconds longest_gap{0};
    std::uint64_t voluntary_switches = 0;
    std::uint64_t involuntary_switches = 0;
};

struct Measurement {
    std::chrono::nanoseconds window_opened{0};
    std::chrono::nanoseconds window_closed{0};
    std::vector<TallyRow> tallies;
    std::vector<CacheLock> locks; // what the addresses in the trace's lock_contended events mean
    std::vector<Loss> losses;
    std::optional<DrainTally> drains;
    std::vector<SubjectTally> subjects;
    // The kernel's own counters over the window: /proc/interrupts line ("RES", "LOC", …) → CPU → number.
    std::map<std::string, std::map<CpuId, std::uint64_t>> interrupts;
    std::vector<KnobChange> knobs;
    std::optional<std::uint64_t> pressure_pages; // done by a background disturber
    std::chrono::nanoseconds arming{0};
    std::chrono::nanoseconds harvest{0};
};

template <class Fields>
void describe(Fields& fields, GuestFacts& facts) {
    fields.field("release", facts.release);
    fields.field("version", facts.version);
    fields.field("command_line", facts.command_line);
    fields.field("online", facts.online);
    fields.field("isolated", facts.isolated);
    fields.field("nohz_full", facts.nohz_full);
    fields.field("drain_mode", facts.drain_mode);
    fields.field("tracing", facts.tracing);
}
template <class Fields>
void describe(Fields& fields, KnobChange& knob) {
    fields.field("path", knob.path);
    fields.field("before", knob.before);
    fields.field("value", knob.value);
}
template <class Fields>
void describe(Fields& fields, TallyRow& row) {
    fields.field("probe", row.probe);
    fields.field("cpu", row.cpu);
    fields.field("name", row.name);
    fields.field("number", row.number);
}
template <class Fields>
void describe(Fields& fields, DrainTally& drains) {
    fields.field("wanted", drains.wanted);
    fields.field("calls", drains.calls);
    fields.field("armed", drains.armed);
    fields.field("completed", drains.completed);
    fields.field("already_on_lru", drains.already_on_lru);
    fields.field("call_min_ns", drains.call_min);
    fields.field("call_max_ns", drains.call_max);
    fields.field("call_total_ns", drains.call_total);
    fields.field("does_not_drain", drains.does_not_drain);
}
template <class Fields>
void describe(Fields& fields, SubjectTally& subject) {
    fields.field("cpu", subject.cpu);
    fields.field("iterations", subject.iterations);
    fields.field("gaps", subject.gaps);
    fields.field("gaps_not_kept", subject.gaps_not_kept);
    fields.field("longest_gap_ns", subject.longest_gap);
    fields.field("voluntary_switches", subject.voluntary_switches);
    fields.field("involuntary_switches", subject.involuntary_switches);
}
template <class Fields>
void describe(Fields& fields, Measurement& measurement) {
    fields.field("window_opened_ns", measurement.window_opened);
    fields.field("window_closed_ns", measurement.window_closed);
    fields.field("tallies", measurement.tallies);
    fields.field("locks", measurement.locks);
    fields.field("losses", measurement.losses);
    fields.field("drains", measurement.drains);
    fields.field("subjects", measurement.subjects);
    fields.field("interrupts", measurement.interrupts);
    fields.field("knobs", measurement.knobs);
    fields.field("pressure_pages", measurement.pressure_pages);
    fields.field("arming_ns", measurement.arming);
    fields.field("harvest_ns", measurement.harvest);
}

} // namespace cloister
