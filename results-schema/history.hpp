// SPDX-License-Identifier: GPL-2.0-or-later
// The runs that a history knows. Runs on: host; printed by `cloister history --json`.
#pragma once

#include "results-schema/report.hpp"
#include "results-schema/trend.hpp"

namespace cloister {

struct HistoryRun {
    RunMark run;
    std::optional<Verdict> verdict;
    std::string machine;
    std::vector<std::string> kernels;
    std::vector<std::string> modes;
    std::uint64_t trials = 0;
    std::uint64_t not_counted = 0;
    std::optional<std::vector<ClaimResult>> claims;
};

struct History {
    static constexpr const char* schema = "cloister/history/2";

    std::string history;
    std::uint64_t runs_in_all = 0;
    std::vector<HistoryRun> runs;
};

template <class Fields>
void describe(Fields& fields, HistoryRun& run) {
    fields.field("run", run.run, "Which run");
    fields.field("verdict", run.verdict, "Of its claims when it was added; absent: none was judged");
    fields.field("machine", run.machine, "The line a reviewer pastes: machine, accelerator, CPUs");
    fields.field("kernels", run.kernels, "Kernel references");
    fields.field("modes", run.modes, "Modes that they ran in");
    fields.field("trials", run.trials, "Trials, each operation that was counted among them");
    fields.field("not_counted", run.not_counted, "Those of them that prove nothing");
    fields.field("claims", run.claims,
                 "What each came to when it was added; absent: it was added before histories kept claims");
}
template <class Fields>
void describe(Fields& fields, History& history) {
    fields.field("history", history.history, "The file");
    fields.field("runs_in_all", history.runs_in_all, "How many runs it has, chosen here or not");
    fields.field("runs", history.runs, "Those that were chosen, newest first");
}

} // namespace cloister
