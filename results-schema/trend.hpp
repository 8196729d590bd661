// SPDX-License-Identifier: GPL-2.0-or-later
// What the runs of a history tell over time: of each cell, from which run on a count or a cost is another
// one, and which kernels lie between. Runs on: host; printed by `cloister trend --json`.
#pragma once

#include "results-schema/comparison.hpp"

namespace cloister {

// A run as it stands in a history.
struct RunMark {
    std::uint64_t number = 0;
    std::string started;
    std::string directory;
};

// Of one kernel reference: what was booted under it.
struct TrendKernel {
    std::string digest;
    std::string source;

    friend bool operator==(const TrendKernel&, const TrendKernel&) = default;
};

// A number, and what it was counted over.
struct Level {
    double number = 0;
    std::vector<double> over;
    std::uint64_t runs = 0;
};

struct TrendChange {
    Change change = Change::none;
    Level before;
    Level after;
    std::optional<double> probability;
    RunMark last_before;
    RunMark first_after;
    std::vector<TrendKernel> kernels;
    std::vector<std::string> cloisters;
};

struct TrendQuantity {
    std::string name;
    ComparedBy by = ComparedBy::exactly;
    std::string unit;
    std::vector<std::string> over;
    Level last;
    std::vector<TrendChange> changes;
};

struct NotCounted {
    std::string reason;
    std::uint64_t trials = 0;
    RunMark last;
};

struct Track {
    Cell cell;
    std::string machine;
    std::vector<std::string> differs;
    std::uint64_t runs = 0;
    std::uint64_t trials = 0;
    std::optional<RunMark> first;
    std::optional<RunMark> last;
    std::vector<TrendQuantity> quantities;
    std::vector<NotCounted> not_counted;
};

struct Trend {
    static constexpr const char* schema = "cloister/trend/1";

    std::string history;
    ComparisonVerdict verdict = ComparisonVerdict::undecided;
    std::optional<std::string> not_measured;
    double false_alarms = 0;
    double least_effect = 0;
    std::uint64_t tests = 0;
    std::vector<Track> tracks;
};

template <class Fields>
void describe(Fields& fields, RunMark& run) {
    fields.field("number", run.number, "Of the run in this history, as cloister history tells it");
    fields.field("started", run.started, "When its first guest was started, UTC");
    fields.field("directory", run.directory, "Where it lay when it was last added");
}
template <class Fields>
void describe(Fields& fields, TrendKernel& kernel) {
    fields.field("digest", kernel.digest, "Of the image file: sha256:…");
    fields.field("source", kernel.source, "Package, version and digest, or the tree that it was built from");
}
template <class Fields>
void describe(Fields& fields, Level& level) {
    fields.field("number", level.number, "Together in all runs of this level; of a cost its value");
    fields.field("over", level.over, "What they were counted over, in the quantity's units, together");
    fields.field("runs", level.runs, "How many runs");
}
template <class Fields>
void describe(Fields& fields, TrendChange& change) {
    fields.field("change", change.change, "Less is better");
    fields.field("before", change.before, "The level until then, from the change before on");
    fields.field("after", change.after, "The level from then on, until the next change");
    fields.field(
        "probability", change.probability,
        "That a row of runs without any change shows one as clear, corrected for every split that was "
        "looked at; absent: no test was needed");
    fields.field("last_before", change.last_before, "The last run of the old level");
    fields.field("first_after", change.first_after, "The first run of the new level");
    fields.field(
        "kernels", change.kernels,
        "What was booted from the one run to the other, in order; a single one: the kernel is the same");
    fields.field("cloisters", change.cloisters, "Likewise the revisions of Cloister");
}
template <class Fields>
void describe(Fields& fields, TrendQuantity& quantity) {
    fields.field("name", quantity.name, "What was counted, as in a comparison");
    fields.field("by", quantity.by, "How its changes are found, as in a comparison");
    fields.field("unit", quantity.unit, "Of its numbers: items, arrivals, instructions, …");
    fields.field("over", quantity.over, "Units of what it was counted over; empty: nothing, as of a cost");
    fields.field("last", quantity.last, "The level that it has now");
    fields.field("changes", quantity.changes, "In the order of time; empty: nothing changed");
}
template <class Fields>
void describe(Fields& fields, NotCounted& trials) {
    fields.field("reason", trials.reason, "Why they prove nothing: how they ended, what was lost");
    fields.field("trials", trials.trials, "How many");
    fields.field("last", trials.last, "The last run that has one");
}
template <class Fields>
void describe(Fields& fields, Track& track) {
    fields.field("cell", track.cell, "Of costs the workload is the operation");
    fields.field("machine", track.machine, "What ran its guests");
    fields.field("differs", track.differs,
                 "Why these runs do not stand in one row with those of the track before, of the same cell");
    fields.field("runs", track.runs, "Runs that counted something");
    fields.field("trials", track.trials, "Trials that counted something");
    fields.field("first", track.first, "The first of these runs; absent: there is none");
    fields.field("last", track.last, "The last of them");
    fields.field("quantities", track.quantities, "What they counted");
    fields.field("not_counted", track.not_counted, "Trials that are told and not counted");
}
template <class Fields>
void describe(Fields& fields, Trend& trend) {
    fields.field("history", trend.history, "The file");
    fields.field(
        "verdict", trend.verdict,
        "worse where the last change of any quantity is for the worse, undecided where no cell has two "
        "runs; and so the exit code");
    fields.field("not_measured", trend.not_measured,
                 "Only where it is so, as on the fake machine: why nothing here is a measurement");
    fields.field("false_alarms", trend.false_alarms,
                 "The chance that was allowed for one false alarm among all tests");
    fields.field("least_effect", trend.least_effect,
                 "By how much rates must differ to count: 0.2 is a fifth");
    fields.field("tests", trend.tests, "Quantities that were tested, among which that chance is divided");
    fields.field("tracks", trend.tracks, "Runs that may stand in one row");
}

} // namespace cloister
