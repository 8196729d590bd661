// SPDX-License-Identifier: GPL-2.0-or-later
// What the judge concluded of a run: verdict, claims with their numbers, and counts cell by cell.
// Runs on: host; stored as report.json, read by dashboards.
#pragma once

#include "results-schema/arrival_kind.hpp"

#include <array>

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
    std::string reason; // one line
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
    std::string lock;           // "cpu_fbatches.remote_lock", or "other spinlocks" taken together
    std::optional<CpuId> owner; // whose cache the lock guards
    CpuId cpu;                  // who waited
    std::string from;           // the function that wanted it; empty where nothing tells
    std::uint64_t number = 0;
};

// Summed over the repetitions of one cell.
struct CellReport {
    std::string kernel;
    std::string mode;
    std::string workload;
    CpuSet isolated;
    std::uint64_t trials = 0;
    std::uint64_t armed = 0;     // drains: proved off the LRU before
    std::uint64_t completed = 0; // of these, proved on the LRU after
    Counts counts;               // everything in the window, on every guest CPU
    Counts drain_caused;         // of these, caused by a drain
    std::vector<OtherArrival> other;
    std::vector<Contention> contentions; // waits for spinlocks, on every guest CPU
};

struct Report {
    static constexpr const char* schema = "cloister/report/2";

    Verdict verdict = Verdict::undecided;
    std::string machine;          // the line a reviewer pastes: host, CPUs, accelerator
    bool times_indicative = true; // true unless every guest ran under a KVM that works
    std::vector<ClaimResult> claims;
    std::vector<CellReport> cells;
    std::vector<std::string> notes; // what a reader must know: losses, refusals, failures
    // Only where it is so, as on the fake machine: why nothing here is a measurement.
    std::optional<std::string> not_measured;
};

template <class Fields>
void describe(Fields& fields, Number& number) {
    fields.field("value", number.value);
    fields.field("unit", number.unit);
}
template <class Fields>
void describe(Fields& fields, ClaimResult& claim) {
    fields.field("id", claim.id);
    fields.field("verdict", claim.verdict);
    fields.field("reason", claim.reason);
    fields.field("numbers", claim.numbers);
}
template <class Fields>
void describe(Fields& fields, OtherArrival& other) {
    fields.field("cpu", other.cpu);
    fields.field("kind", other.kind);
    fields.field("name", other.name);
    fields.field("number", other.number);
}
template <class Fields>
void describe(Fields& fields, Contention& contention) {
    fields.field("lock", contention.lock);
    fields.field("owner", contention.owner);
    fields.field("cpu", contention.cpu);
    fields.field("from", contention.from);
    fields.field("number", contention.number);
}
template <class Fields>
void describe(Fields& fields, CellReport& cell) {
    fields.field("kernel", cell.kernel);
    fields.field("mode", cell.mode);
    fields.field("workload", cell.workload);
    fields.field("isolated", cell.isolated);
    fields.field("trials", cell.trials);
    fields.field("armed", cell.armed);
    fields.field("completed", cell.completed);
    fields.field("counts", cell.counts);
    fields.field("drain_caused", cell.drain_caused);
    fields.field("other", cell.other);
    fields.field("contentions", cell.contentions);
}
template <class Fields>
void describe(Fields& fields, Report& report) {
    fields.field("verdict", report.verdict);
    fields.field("machine", report.machine);
    fields.field("times_indicative", report.times_indicative);
    fields.field("claims", report.claims);
    fields.field("cells", report.cells);
    fields.field("notes", report.notes);
    fields.field("not_measured", report.not_measured);
}

} // namespace cloister
