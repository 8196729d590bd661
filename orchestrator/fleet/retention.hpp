// SPDX-License-Identifier: GPL-2.0-or-later
// What goes so that nights take no more room than they may: whole nights beyond so many that have runs, and
// so many that have none, the oldest first; then run directories, of the oldest night first and in a night
// those that are upheld first, until the rest fits. What the history knows stays there; what it should know
// and does not, goes never. Runs on: host. Pure.
#pragma once

#include "orchestrator/fleet/night_plan.hpp"
#include "results-schema/report.hpp"

namespace cloister {

// A run directory that is there.
struct KeptRunOfNight {
    std::string cell; // the name of its file
    std::uint64_t bytes = 0;
    Verdict verdict = Verdict::undecided;
    bool is_only_copy = false; // of a run that the history should know
};

struct KeptNight {
    std::string name;
    std::vector<KeptRunOfNight> runs;
};

struct Removal {
    std::string night;
    std::string cell; // empty: the night with all that it has

    bool operator==(const Removal&) const = default;
};

// nights: the oldest first; the last one is this night, which stays, runs or not.
std::vector<Removal> beyond(const KeepRule& rule, const std::vector<KeptNight>& nights);

} // namespace cloister
