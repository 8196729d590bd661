// SPDX-License-Identifier: GPL-2.0-or-later
// What a kernel goes through until a check objects, cheap and telling first; what operations cost comes last
// (cli/mutant_walk.hpp). No mutant is told apart: each meets the same, also what another one is for.
// Runs on: host. Pure.
#pragma once

#include "orchestrator/judge/claim.hpp"
#include "results-schema/plan.hpp"
#include "results-schema/trial_record.hpp"

#include <set>
#include <string>
#include <vector>

namespace cloister {

struct Workload {
    std::string subject;
    std::string disturber; // empty: the one that drains there
    auto operator<=>(const Workload&) const = default;
};

struct MutantRun {
    std::string name; // and of its directory: "drains"
    std::vector<std::string> claims;
    std::vector<Workload> workloads;        // none: what the claims need
    bool for_control_in_local_mode = false; // others are measured in remote mode alone
    bool even_if_absent = false;            // what a kernel refuses, it refuses after it did some of it
};

constexpr const char* costs_run = "costs";

// In this order. boots: which way of draining the kernel chooses. drains: one armed page for each. storm:
// batches that are filled while they are drained. batches: the mlock batch, buffer heads. callers: a drain by
// everybody who is known to want one. lists: page lists, where kernels have theirs emptied.
const std::vector<MutantRun>& mutant_runs();

// What this kernel does not have, or does not do, which the unmutated series shows.
using AbsentWorkloads = std::set<Workload>;

// What the trials of a run are; empty: none of its workloads is there.
std::vector<TrialNeed> needs_of(const MutantRun& run, const Scenario& scenario,
                                const std::vector<Mode>& modes, bool is_control,
                                const AbsentWorkloads& absent);

// Of what was measured of a series as it is.
AbsentWorkloads absent_workloads(const std::vector<TrialRecord>& records);

} // namespace cloister
