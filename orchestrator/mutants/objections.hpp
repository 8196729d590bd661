// SPDX-License-Identifier: GPL-2.0-or-later
// What the trials of a run have against their kernel, and what a row of the matrix comes to by it.
// Runs on: host. Pure.
#pragma once

#include "orchestrator/judge/evidence.hpp"
#include "orchestrator/mutants/mutant_runs.hpp"
#include "results-schema/mutants.hpp"

namespace cloister {

struct Heard {
    std::vector<Objection> objections;
    std::optional<std::string> undecided; // a trial that our machinery did not bring to its end
};

// A kernel that complains or falls silent is told as such; claims are judged on the trials that came to
// their end, so that each objects for what it saw itself. What is absent of the series as it is as well
// is passed over.
Heard objections_of(const std::string& run, const std::vector<std::string>& claims, const Evidence& evidence,
                    const AbsentWorkloads& absent);
// Of claims that were judged already.
Heard objections_of(const std::string& run, const std::vector<ClaimResult>& claims);

// killed and by: the expected check where it is among those that objected, else the first.
void conclude(MutantRow& row);

bool is_control(const MutantRow& row);
// No survivor, none killed by another check than the one that should, and the series as it is survived.
// 0 so, 1 not so, 2 where that could not be decided.
int exit_code(const Mutants& mutants);

} // namespace cloister
