// SPDX-License-Identifier: GPL-2.0-or-later
// What the judge concluded of a run: verdict, claims with their numbers, and counts cell by cell.
// Runs on: host; stored as report.json, read by dashboards.
#pragma once

#include "results-schema/arrival_kind.hpp"
#include "results-schema/lock_use.hpp"

#include <array>
#include <chrono>

namespace cloister {

// From best to worst; the report's verdict is the worst of its claims'.
enum class Verdict { upheld, undecided, invalid, refuted };

template <>
struct EnumNames<Verdict> {
    static constexpr std::array<std::pair<Verdict, std::string_view>, 4> table{{
        {Verdict::upheld, "upheld"},
        {Verdict::undecided, "undecided"},
        {Verdict::invalid, "invalid"},
        {Verdict::refuted, "refuted"},
    }};
};

struct Number {
    double value = 0;
    std::string unit;
};

struct ClaimResult {
    std::string id;
    Verdict verdict = Verdict::undecided;
    std::string reason;
    std::map<std::string, Number> numbers;
};

struct OtherArrival {
    CpuId cpu;
    ArrivalKind kind = ArrivalKind::ipi;
    std::string name;
    std::uint64_t number = 0;
};

// Waits of one CPU for one lock at one place.
struct Contention {
    std::string lock;
    std::optional<CpuId> owner;
    CpuId cpu;
    std::string from;
    std::uint64_t number = 0;
};

// Background pressure, summed over the repetitions.
struct Pressure {
    std::uint64_t pages = 0;
    double pages_per_second = 0;
    std::optional<std::uint64_t> wanted_pages_per_second;
};

// What a storm did in the windows, on all its CPUs together, summed over the repetitions.
struct Storm {
    std::uint64_t pages = 0;
    double pages_per_second = 0;
};

// What we counted on an isolated CPU while a program of the user's measured there.
struct CountsBeside {
    std::uint64_t interruptions = 0;
    std::chrono::nanoseconds longest{0};
    std::map<std::string, std::uint64_t> causes;
    std::uint64_t own = 0;
};

// A program of the user's in one trial, on one CPU where it tells them apart.
struct ProgramReport {
    std::string mode;
    std::string workload;
    std::uint32_t repetition = 1;
    std::string program;
    std::optional<CpuId> cpu;
    std::map<std::string, Number> figures;
    std::optional<CountsBeside> ours;
};

// Summed over the repetitions of one cell.
struct CellReport {
    std::string kernel;
    std::string mode;
    std::string workload;
    CpuSet isolated;
    std::uint64_t trials = 0;
    std::uint64_t armed = 0;
    std::uint64_t completed = 0;
    Counts counts;
    Counts drain_caused;
    std::vector<OtherArrival> other;
    std::vector<Contention> contentions;
    std::optional<std::vector<LockUse>> lock_stat;
    std::optional<Pressure> pressure;
    std::optional<Storm> storm;
};

struct Report {
    static constexpr const char* schema = "cloister/report/5";

    Verdict verdict = Verdict::undecided;
    std::string machine;
    bool times_indicative = true;
    std::vector<ClaimResult> claims;
    std::vector<CellReport> cells;
    std::optional<std::vector<ProgramReport>> programs;
    std::vector<std::string> notes;
    std::optional<std::string> not_measured;
};

template <class Fields>
void describe(Fields& fields, Number& number) {
    fields.field("value", number.value, "The number, in its unit");
    fields.field("unit", number.unit, "What it counts or measures: drains, items, pages, s, …");
}
template <class Fields>
void describe(Fields& fields, ClaimResult& claim) {
    fields.field("id", claim.id, "Name of the claim, as remote-drains-are-silent");
    fields.field("verdict", claim.verdict, "What the evidence says of it");
    fields.field("reason", claim.reason, "One line: why");
    fields.field("numbers", claim.numbers, "The numbers behind the reason, by name");
}
template <class Fields>
void describe(Fields& fields, OtherArrival& other) {
    fields.field("cpu", other.cpu, "Isolated CPU where it arrived");
    fields.field("kind", other.kind, "What kind of arrival it was");
    fields.field("name", other.name, "Vector, softirq, task, function: what arrived");
    fields.field("number", other.number, "How many, over all repetitions");
}
template <class Fields>
void describe(Fields& fields, Contention& contention) {
    fields.field("lock", contention.lock,
                 "As cpu_fbatches.remote_lock; \"other spinlocks\" are all others together");
    fields.field("owner", contention.owner, "The CPU whose cache the lock guards");
    fields.field("cpu", contention.cpu, "Guest CPU that waited");
    fields.field("from", contention.from, "The function that wanted it; empty where nothing tells");
    fields.field("number", contention.number, "Waits, over all repetitions");
}
template <class Fields>
void describe(Fields& fields, Pressure& pressure) {
    fields.field("pages", pressure.pages, "Pages taken, over all repetitions");
    fields.field("pages_per_second", pressure.pages_per_second, "The rate that was reached");
    fields.field("wanted_pages_per_second", pressure.wanted_pages_per_second,
                 "The rate that was asked for; absent: as many as it can");
}
template <class Fields>
void describe(Fields& fields, Storm& storm) {
    fields.field("pages", storm.pages, "Pages that it took and gave back, over all repetitions");
    fields.field("pages_per_second", storm.pages_per_second, "The rate, of all its CPUs together");
}
template <class Fields>
void describe(Fields& fields, CellReport& cell) {
    fields.field("kernel", cell.kernel, "Kernel reference");
    fields.field("mode", cell.mode, "Name of the mode");
    fields.field("workload", cell.workload, "Subject and disturber, as spin-refill+drop_caches");
    fields.field("isolated", cell.isolated, "Guest CPUs that were to be left alone");
    fields.field("trials", cell.trials, "Trials that these numbers are summed over");
    fields.field("armed", cell.armed, "Armed drains: pages proved off the LRU before a drain");
    fields.field("completed", cell.completed, "Of these, pages proved on the LRU after it");
    fields.field("counts", cell.counts,
                 "Guest CPU → kind of arrival → everything in the window; what is absent is zero");
    fields.field("drain_caused", cell.drain_caused, "Of these, what a drain caused on isolated CPUs");
    fields.field("other", cell.other, "What else arrived on isolated CPUs, by name");
    fields.field("contentions", cell.contentions, "Waits for spinlocks, on every guest CPU");
    fields.field("lock_stat", cell.lock_stat,
                 "How the kernel's own statistics say that locks were used; absent: it has none");
    fields.field("pressure", cell.pressure, "Background pressure; absent: there was none");
    fields.field("storm", cell.storm, "How much a storm of faults or writes did; absent: there was none");
}
template <class Fields>
void describe(Fields& fields, CountsBeside& counts) {
    fields.field("interruptions", counts.interruptions,
                 "In the window, but for what the program asked for itself");
    fields.field("longest_ns", counts.longest, "The longest of them");
    fields.field("causes", counts.causes, "What the CPU had to do → how many of them");
    fields.field("own", counts.own, "Interruptions that the program asked for, as by a timer");
}
template <class Fields>
void describe(Fields& fields, ProgramReport& program) {
    fields.field("mode", program.mode, "Name of the mode");
    fields.field("workload", program.workload, "Subject and disturber, as oslat+none");
    fields.field("repetition", program.repetition, "Which of the cell's trials");
    fields.field("program", program.program, "Its path");
    fields.field("cpu", program.cpu, "Guest CPU that these are of; absent: of all that it ran on");
    fields.field("figures", program.figures,
                 "What it says itself, by its own names; empty: it said nothing that we can read");
    fields.field("ours", program.ours, "What we counted on that CPU; absent: it is no isolated one");
}
template <class Fields>
void describe(Fields& fields, Report& report) {
    fields.field("verdict", report.verdict, "The worst of the claims' verdicts, and so the exit code");
    fields.field("machine", report.machine, "The line a reviewer pastes: machine, accelerator, CPUs");
    fields.field("times_indicative", report.times_indicative,
                 "False only when every guest ran under a KVM that works");
    fields.field("claims", report.claims, "Each claim of the plan, in the plan's order");
    fields.field("cells", report.cells, "Each cell that was measured");
    fields.field("programs", report.programs,
                 "The user's own programs, their figures beside our counts; absent: there were none");
    fields.field("notes", report.notes, "What a reader must know besides: what ended a trial, and why");
    fields.field("not_measured", report.not_measured,
                 "Only where it is so, as on the fake machine: why nothing here is a measurement");
}

} // namespace cloister
