// SPDX-License-Identifier: GPL-2.0-or-later
// Stories that real guests cannot tell on demand: what happens, in which guests of a run, and what of their
// recorded script it changes. The others are told as recorded.
// Runs on: host.
#pragma once

#include "orchestrator/machine/fake/script.hpp"

namespace cloister::fake {

enum class Place { nowhere, local_drains, remote_drains, idle_windows, default_boot };

struct Telling {
    const Recording& recording; // of this guest
    const Recordings& all;
    unsigned before = 0; // guests of the same trial
};

struct Story {
    std::string name;
    std::string sentence;
    Place place = Place::nowhere;
    void (*change)(Script& script, const Telling& telling) = nullptr;
    bool starts = true;       // false: the machine starts no guest there
    bool lends = false;       // guests of other draining disturbers are those of drop_caches, as recorded
    bool host_is_seen = true; // false: the host refuses to tell its switches
    bool emulated = false;    // the machine says that it is an emulator which keeps stale breakpoints
};

// Every story, "upheld" first.
const std::vector<Story>& stories();
// Throws LabError{wrong_use} naming the nearest.
const Story& story_named(const std::string& name);

bool happens_in(const Story& story, const TrialSpec& spec);
// Throws LabError{wrong_use}: this plan has no guest to which it could happen.
void refuse_where_it_cannot_happen(const Story& story, const Plan& plan);

} // namespace cloister::fake
