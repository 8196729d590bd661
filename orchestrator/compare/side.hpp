// SPDX-License-Identifier: GPL-2.0-or-later
// One side of a comparison, as it was read: trials with what their traces show, exact costs, or both.
// Runs on: host. Pure.
#pragma once

#include "orchestrator/judge/evidence.hpp"
#include "results-schema/cost.hpp"

namespace cloister {

struct ComparedTrial {
    JudgedTrial judged;
    std::vector<double> gaps{}; // how long the subjects' were, in ns: all, or as many as stand for all
};

struct ComparedSide {
    std::string name; // its directory
    std::vector<ComparedTrial> trials;
    std::vector<Cost> costs;
    std::map<std::string, std::string>
        configs; // digest of a kernel → its configuration; what is not known is not there
};

// The trials of one cell.
using CellTrials = std::vector<const ComparedTrial*>;

Trials judged(const CellTrials& trials);

} // namespace cloister
