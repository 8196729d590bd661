// SPDX-License-Identifier: GPL-2.0-or-later
// Which lines that a kernel's patches add or change ran in guests, by how these drain, and which never did.
// Runs on: host; stored as coverage.json by `cloister coverage`.
#pragma once

#include "results-schema/report.hpp"
#include "results-schema/trial_record.hpp"

namespace cloister {

struct UnrunLine {
    std::uint32_t line = 0;
    std::string function;
    std::string text;
};

struct FileCoverage {
    std::string file;
    std::uint64_t lines = 0;
    std::uint64_t run = 0;
    std::uint64_t branches = 0;
    std::uint64_t taken = 0;
    std::vector<UnrunLine> never_run;
};

struct WayCoverage {
    std::string way;
    std::vector<std::string> modes;
    std::uint64_t guests = 0;
    std::uint64_t lines = 0;
    std::uint64_t run = 0;
    std::uint64_t branches = 0;
    std::uint64_t taken = 0;
    std::vector<FileCoverage> files;
};

// A guest that tells nothing.
struct AbsentCoverage {
    std::string cell;
    std::uint64_t repetition = 1;
    std::string reason;
};

struct Coverage {
    static constexpr const char* schema = "cloister/coverage/1";

    std::string started;
    CloisterFacts cloister;
    KernelFacts kernel;
    std::vector<WayCoverage> ways;
    std::vector<AbsentCoverage> absent;
    std::vector<ClaimResult> claims;
};

template <class Fields>
void describe(Fields& fields, UnrunLine& line) {
    fields.field("line", line.line, "Its number in the file as it was compiled");
    fields.field("function", line.function, "The function that it stands in");
    fields.field("text", line.text, "The line, without the blanks around it");
}
template <class Fields>
void describe(Fields& fields, FileCoverage& file) {
    fields.field("file", file.file, "Path beneath the tree's root");
    fields.field("lines", file.lines, "Lines that the patches add or change, and that are code");
    fields.field("run", file.run, "Those of them that ran in at least one guest");
    fields.field("branches", file.branches, "Ways out of these lines' decisions, in every expansion of them");
    fields.field("taken", file.taken, "Those of them that were taken in at least one guest");
    fields.field("never_run", file.never_run, "The lines that did not run, in their order");
}
template <class Fields>
void describe(Fields& fields, WayCoverage& way) {
    fields.field("way", way.way, "How the guests drained: local or remote; either: all of them together");
    fields.field("modes", way.modes, "The modes that these guests were in");
    fields.field("guests", way.guests, "How many guests told what ran in them");
    fields.field("lines", way.lines, "Of all files");
    fields.field("run", way.run, "Of all files");
    fields.field("branches", way.branches, "Of all files");
    fields.field("taken", way.taken, "Of all files");
    fields.field("files", way.files, "Each file that the patches add or change code in");
}
template <class Fields>
void describe(Fields& fields, AbsentCoverage& absent) {
    fields.field("cell", absent.cell, "Mode and workload of the guest");
    fields.field("repetition", absent.repetition, "Which of its trials, from 1");
    fields.field("reason", absent.reason, "Why it does not count");
}
template <class Fields>
void describe(Fields& fields, Coverage& coverage) {
    fields.field("started", coverage.started, "When the first of the guests was started, UTC");
    fields.field("cloister", coverage.cloister, "What measured");
    fields.field("kernel", coverage.kernel, "The kernel whose lines these are");
    fields.field("ways", coverage.ways, "By how the guests drained, and of all of them");
    fields.field("absent", coverage.absent, "Guests that tell nothing, and why");
    fields.field("claims", coverage.claims, "What the claim spinlock-paths-covered came to");
}

} // namespace cloister
