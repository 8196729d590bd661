// SPDX-License-Identifier: GPL-2.0-or-later
// Two runs compared: cell by cell, what got worse or better on the new side, how sure that is, and what would
// have been found. Runs on: host; printed by `cloister compare OLD NEW --json`.
#pragma once

#include "results-schema/cell.hpp"

#include <array>

namespace cloister {

// From best to worst; the exit code follows it.
enum class ComparisonVerdict { not_worse, undecided, invalid, worse };

template <>
struct EnumNames<ComparisonVerdict> {
    static constexpr std::array<std::pair<ComparisonVerdict, std::string_view>, 4> table{{
        {ComparisonVerdict::not_worse, "not_worse"},
        {ComparisonVerdict::undecided, "undecided"},
        {ComparisonVerdict::invalid, "invalid"},
        {ComparisonVerdict::worse, "worse"},
    }};
};

// What may differ between the sides because somebody said so.
enum class Declared { kernel, mode, cloister };

template <>
struct EnumNames<Declared> {
    static constexpr std::array<std::pair<Declared, std::string_view>, 3> table{{
        {Declared::kernel, "kernel"},
        {Declared::mode, "mode"},
        {Declared::cloister, "cloister"},
    }};
};

enum class ComparedBy { exactly, zero, rate, resampling };

template <>
struct EnumNames<ComparedBy> {
    static constexpr std::array<std::pair<ComparedBy, std::string_view>, 4> table{{
        {ComparedBy::exactly, "exactly"},
        {ComparedBy::zero, "zero"},
        {ComparedBy::rate, "rate"},
        {ComparedBy::resampling, "resampling"},
    }};
};

enum class Change { none, better, worse };

template <>
struct EnumNames<Change> {
    static constexpr std::array<std::pair<Change, std::string_view>, 3> table{{
        {Change::none, "none"},
        {Change::better, "better"},
        {Change::worse, "worse"},
    }};
};

enum class CellState { compared, undecided, invalid, only_old, only_new };

template <>
struct EnumNames<CellState> {
    static constexpr std::array<std::pair<CellState, std::string_view>, 5> table{{
        {CellState::compared, "compared"},
        {CellState::undecided, "undecided"},
        {CellState::invalid, "invalid"},
        {CellState::only_old, "only_old"},
        {CellState::only_new, "only_new"},
    }};
};

// high absent: without bound.
struct Interval {
    double low = 0;
    std::optional<double> high;
};

// What both numbers were counted over.
struct CountedOver {
    std::string unit;
    double old_side = 0;
    double new_side = 0;
};

struct ComparedQuantity {
    std::string name;
    ComparedBy by = ComparedBy::exactly;
    Change change = Change::none;
    bool indicative = false;
    std::string unit;
    double old_number = 0;
    double new_number = 0;
    std::vector<CountedOver> over;
    std::optional<Interval> old_rate;
    std::optional<Interval> new_rate;
    std::optional<Interval> ratio;
    std::optional<double> probability;
    std::optional<double> adjusted;
    std::optional<double> found_from;
};

struct ComparedCell {
    CellState state = CellState::compared;
    std::optional<Cell> old_cell;
    std::optional<Cell> new_cell;
    std::vector<std::string> reasons;
    std::vector<ComparedQuantity> quantities;
    std::optional<std::map<std::string, double>> functions;
};

struct Comparison {
    static constexpr const char* schema = "cloister/comparison/1";

    ComparisonVerdict verdict = ComparisonVerdict::undecided;
    std::string old_run;
    std::string new_run;
    std::string machine;
    bool times_indicative = true;
    std::optional<std::string> not_measured;
    std::vector<Declared> differ;
    double false_alarms = 0;
    double least_effect = 0;
    std::uint64_t least_cost = 1;
    std::uint64_t tests = 0;
    std::vector<ComparedCell> cells;
    std::vector<std::string> notes;
};

template <class Fields>
void describe(Fields& fields, Interval& interval) {
    fields.field("low", interval.low, "At 95 % confidence not below");
    fields.field("high", interval.high, "Nor above; absent: without bound");
}
template <class Fields>
void describe(Fields& fields, CountedOver& over) {
    fields.field("unit", over.unit, "As CPU second, armed drain, trial");
    fields.field("old", over.old_side, "How many on the old side");
    fields.field("new", over.new_side, "How many on the new side");
}
template <class Fields>
void describe(Fields& fields, ComparedQuantity& quantity) {
    fields.field("name", quantity.name, "What was counted or measured");
    fields.field(
        "by", quantity.by,
        "exactly: N by design, or to the instruction; zero: claimed to be none, one refutes it; rate: "
        "things that come by themselves; resampling: trials shuffled between the sides");
    fields.field("change", quantity.change, "Whether the new side is another");
    fields.field("indicative", quantity.indicative,
                 "Follows the host's time: told, and never the reason of a verdict");
    fields.field("unit", quantity.unit, "Of the two numbers: items, arrivals, instructions, ns, …");
    fields.field("old", quantity.old_number, "On the old side: a number, or a median by resampling");
    fields.field("new", quantity.new_number, "On the new side; what is less is better");
    fields.field(
        "over", quantity.over,
        "What they were counted over, the first is that of the rates; of several, as nobody knows which "
        "a rate follows, each must tell of a change; empty: nothing");
    fields.field("old_rate", quantity.old_rate, "Interval of the old rate; absent: it is none");
    fields.field("new_rate", quantity.new_rate, "Interval of the new rate");
    fields.field("ratio", quantity.ratio, "Interval of new by old, of rates or medians");
    fields.field("probability", quantity.probability,
                 "That sides which are the same differ as much; absent: no test was needed");
    fields.field("adjusted", quantity.adjusted,
                 "The same among all tests of this comparison (Holm); of those alone that can decide");
    fields.field("found_from", quantity.found_from,
                 "The smallest new rate that would have been found worse 9 times in 10, given the old one");
}
template <class Fields>
void describe(Fields& fields, ComparedCell& cell) {
    fields.field("state", cell.state, "Whether it could be compared");
    fields.field("old", cell.old_cell,
                 "Which cell of the old run; absent: it has none. Of costs the workload is "
                 "the operation");
    fields.field("new", cell.new_cell, "Which cell of the new run");
    fields.field("reasons", cell.reasons,
                 "Why it could not, as what differs besides; else what to know of it");
    fields.field("quantities", cell.quantities, "What was compared");
    fields.field("functions", cell.functions,
                 "Function → how many instructions more a turn, where costs differ; absent: no cost");
}
template <class Fields>
void describe(Fields& fields, Comparison& comparison) {
    fields.field("verdict", comparison.verdict,
                 "worse where any quantity is, else the worst of the cells; and so the exit code");
    fields.field("old", comparison.old_run, "Directory of the old run");
    fields.field("new", comparison.new_run, "Directory of the new run");
    fields.field("machine", comparison.machine, "The line a reviewer pastes: machine, accelerator, CPUs");
    fields.field("times_indicative", comparison.times_indicative,
                 "False only when every guest of both ran under a KVM that works");
    fields.field("not_measured", comparison.not_measured,
                 "Only where it is so, as on the fake machine: why nothing here is a measurement");
    fields.field("differ", comparison.differ, "What the sides were said to differ in");
    fields.field("false_alarms", comparison.false_alarms,
                 "The chance that was allowed for one false alarm among all tests");
    fields.field("least_effect", comparison.least_effect,
                 "By how much rates and medians must differ to count: 0.2 is a fifth more");
    fields.field("least_cost", comparison.least_cost, "By how much exact costs must differ to count");
    fields.field("tests", comparison.tests, "Tests that could decide, for which probabilities are adjusted");
    fields.field("cells", comparison.cells, "Each pair of cells, and those without one");
    fields.field("notes", comparison.notes, "What a reader must know besides");
}

} // namespace cloister
