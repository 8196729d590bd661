// SPDX-License-Identifier: GPL-2.0-or-later
// What a history keeps of a run: what it came to, claim by claim; of each trial what it counted, or why that
// proves nothing, and of each operation what it costs. Times are not kept: they follow the host's. Runs on:
// host. Touches no file.
#pragma once

#include "orchestrator/compare/conditions.hpp"
#include "orchestrator/judge/evidence.hpp"
#include "results-schema/cost.hpp"
#include "results-schema/report.hpp"

namespace cloister {

struct KeptCount {
    std::string name;
    ComparedBy by = ComparedBy::exactly;
    std::string unit;
    std::uint64_t number = 0;
    std::vector<std::pair<std::string, double>> over{}; // unit and how many; two at most
    bool is_part = false; // of the last before it that is none; where it is not there, it is none of them
};

struct KeptTrial {
    std::string identity; // the digest of its record: a moved trial is no other one
    std::string started;
    Cell cell;
    // What trials have in common that stand in one row: what a comparison asks for, but for the kernel and
    // Cloister, which are told, and what was read back, which proves what the mode says.
    std::map<std::string, std::string> conditions;
    std::string machine;
    std::string kernel_digest;
    std::string kernel_source;
    std::string cloister;
    std::optional<std::string> not_counted;
    std::vector<KeptCount> counts;
};

struct KeptRun {
    std::string directory;
    std::string machine;
    std::optional<Verdict> verdict;  // absent: none was judged
    std::vector<ClaimResult> claims; // of its report, then of its costs
    bool is_fake = false;            // nothing was measured
    std::vector<KeptTrial> trials;
};

// report: absent where none was judged. cost: where some were counted.
KeptRun kept_run(const std::string& directory, const Evidence& evidence, const std::optional<Report>& report,
                 const std::optional<Cost>& cost);
// Why a trial's counts prove nothing, in a few words; absent: they do, or its kernel failed, which is
// counted.
std::optional<std::string> why_not_counted(const JudgedTrial& trial);
// As kept_run() has it.
std::string identity_of(const TrialRecord& record);
std::string identity_of(const Cost& cost, const OperationCost& operation);

} // namespace cloister
