// SPDX-License-Identifier: GPL-2.0-or-later
// Kernels that are broken on purpose, and which check tells: what the checks themselves are worth.
// Runs on: host; stored as mutants.json by `cloister mutants`.
#pragma once

#include "results-schema/trial_record.hpp"

namespace cloister {

// What a check had to say against a kernel.
struct Objection {
    std::string by;
    std::string run;
    std::string reason;
};

// A broken kernel, or the series as it is.
struct MutantRow {
    std::string mutant;
    std::string kernel;
    std::string subject;
    bool killed = false;
    std::optional<std::string> by;
    std::optional<std::string> expected;
    std::optional<std::string> undecided;
    double seconds = 0;
    double build_seconds = 0;
    std::vector<std::string> runs;
    std::vector<Objection> objections;
    std::optional<std::string> digest;
};

struct Mutants {
    static constexpr const char* schema = "cloister/mutants/1";

    std::string started;
    CloisterFacts cloister;
    std::string machine;
    std::uint64_t drains = 0;
    std::vector<MutantRow> mutants;
};

template <class Fields>
void describe(Fields& fields, Objection& objection) {
    fields.field(
        "by", objection.by,
        "A claim; or console (the kernel complained), deadline (it fell silent), read-back (it is not "
        "in the mode it was told), build");
    fields.field("run", objection.run, "The run that told, a directory beside the document: as drains");
    fields.field("reason", objection.reason, "What it saw");
}
template <class Fields>
void describe(Fields& fields, MutantRow& row) {
    fields.field("mutant", row.mutant, "Its name; none: the series as it is, which no check may object to");
    fields.field("kernel", row.kernel, "Kernel reference");
    fields.field("subject", row.subject, "What is broken");
    fields.field("killed", row.killed, "Some check objected");
    fields.field("by", row.by,
                 "The check that killed it: the expected one where it is among those that did; absent: none");
    fields.field("expected", row.expected, "The check that should, as its patch says; absent: none may");
    fields.field("undecided", row.undecided,
                 "Why a survivor may be none: a run that did not come to its end; absent: all did");
    fields.field("seconds", row.seconds,
                 "From its first boot until it was killed, or until all runs were done");
    fields.field("build_seconds", row.build_seconds,
                 "How long its kernel took: no time where it was in the cache");
    fields.field("runs", row.runs, "What was done until then, in this order");
    fields.field("objections", row.objections, "All that was said against it in the last of them");
    fields.field("digest", row.digest, "Of its kernel's image; absent: it was not built");
}
template <class Fields>
void describe(Fields& fields, Mutants& mutants) {
    fields.field("started", mutants.started, "When the first one was, UTC: 2026-11-27T15:05:34.017Z");
    fields.field("cloister", mutants.cloister, "The Cloister that checked");
    fields.field("machine", mutants.machine, "The line a reviewer pastes: machine, accelerator, CPUs");
    fields.field("drains", mutants.drains, "Armed drains of each trial");
    fields.field("mutants", mutants.mutants, "The series in each flavour first, then each mutant");
}

} // namespace cloister
