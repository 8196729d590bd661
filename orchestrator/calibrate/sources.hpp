// SPDX-License-Identifier: GPL-2.0-or-later
// What interrupts an isolated CPU, and can be provoked an exact number of times: each source with the
// workload that does, and the arrival by which it is known. Runs on: host. Pure. Kernel facts: the
// disturbers' own headers (workloads/disturbers/).
#pragma once

#include "orchestrator/judge/claim.hpp"
#include "results-schema/calibration.hpp"
#include "results-schema/plan.hpp"

#include <vector>

namespace cloister {

struct Source {
    std::string name;
    std::string subject;
    std::string disturber;
    StepKind kind;
    std::string arrival; // the step's name; empty: whatever comes, of a window in which nothing should
    std::string or_arrival = {}; // the step's name on kernels that call it otherwise; empty: none do
    // The IPI by which it is known where kprobes stand in for csd events and none may stand at its function
    // (probes/call_kprobes.cpp); empty: one does.
    std::string or_ipi = {};
};

const std::vector<Source>& sources();

// nullptr: measured for something else.
const Source* source_of(const TrialSpec& spec);

// The rest of what interrupts isolated CPUs, and why it is not provoked on a kernel with these symbols, as in
// System.map; empty: unknown.
std::vector<AbsentSource> absent_sources(const std::string& symbols);

// Of every source in every mode, the quiet window first.
std::vector<TrialNeed> calibration_needs(const std::vector<Source>& chosen, const std::vector<Mode>& modes);

} // namespace cloister
