// SPDX-License-Identifier: GPL-2.0-or-later
// Every kind of JSON document that is stored or sent: its schema and example are named after it, and
// `cloister validate` reads it. Runs on: host, build.
#pragma once

#include "results-schema/calibration.hpp"
#include "results-schema/comparison.hpp"
#include "results-schema/cost.hpp"
#include "results-schema/coverage.hpp"
#include "results-schema/fuzz.hpp"
#include "results-schema/history.hpp"
#include "results-schema/host_journal.hpp"
#include "results-schema/interruption.hpp"
#include "results-schema/kernel_entry.hpp"
#include "results-schema/matrix.hpp"
#include "results-schema/mutants.hpp"
#include "results-schema/nightly.hpp"
#include "results-schema/observer.hpp"
#include "results-schema/plan.hpp"
#include "results-schema/report.hpp"
#include "results-schema/reproduction.hpp"
#include "results-schema/series.hpp"
#include "results-schema/trial_record.hpp"

namespace cloister {

template <class T>
struct DocumentKind {
    using Document = T;
    const char* name;  // of <name>.schema.json and examples/<name>.json
    const char* title; // of its schema
};

template <class Visit>
void each_document_kind(Visit visit) {
    visit(DocumentKind<TrialSpec>{"trial-spec", "Everything that one trial is told"});
    visit(DocumentKind<Plan>{"plan", "What a run is going to do"});
    visit(DocumentKind<TrialRecord>{"record", "One trial as it happened"});
    visit(DocumentKind<Report>{"report", "What the judge concluded of a run"});
    visit(DocumentKind<Interruptions>{"interruptions",
                                      "What interrupted isolated CPUs, and who was behind it"});
    visit(DocumentKind<Calibration>{"calibration",
                                    "What was provoked on isolated CPUs, and what of it was seen"});
    visit(DocumentKind<Observer>{"observer", "What measuring does to what is measured"});
    visit(DocumentKind<Cost>{"cost", "What operations of the kernel cost, exactly"});
    visit(DocumentKind<Coverage>{"coverage", "Which touched lines ran in guests, and which never did"});
    visit(DocumentKind<Mutants>{"mutants", "Kernels broken on purpose, and which check tells"});
    visit(DocumentKind<SeriesReport>{"series", "What each patch of a series does"});
    visit(DocumentKind<Matrix>{"matrix", "Drains on every flavour, isolated in every way"});
    visit(DocumentKind<Fuzz>{"fuzz", "What guests that were fuzzed came to"});
    visit(DocumentKind<FuzzCase>{"fuzz-case", "One guest that is fuzzed, as it was drawn"});
    visit(DocumentKind<Nightly>{"nightly", "What a night measured, and what it left as it was"});
    visit(DocumentKind<NightCell>{"night-cell", "One cell of a plan that is measured every night"});
    visit(DocumentKind<Comparison>{"comparison", "Two runs compared"});
    visit(DocumentKind<Reproduction>{"reproduction",
                                     "One interruption brought about again, and with how little"});
    visit(DocumentKind<History>{"history", "The runs that a history knows"});
    visit(DocumentKind<Trend>{"trend", "What the runs of a history tell over time"});
    visit(DocumentKind<HostJournal>{"host-journal", "What a host was like before it was prepared"});
    visit(DocumentKind<KernelEntry>{"kernel", "A kernel in the cache, and what it was made of"});
}

} // namespace cloister
