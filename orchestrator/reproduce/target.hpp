// SPDX-License-Identifier: GPL-2.0-or-later
// What is to be brought about again: one interruption of a stored run, and the trial that it came in.
// Runs on: host. Pure.
#pragma once

#include "orchestrator/judge/evidence.hpp"

namespace cloister {

struct Target {
    TrialRecord record;
    Interruption interruption;
};

// number: as explain tells it. Throws LabError{wrong_use} where the run has no such interruption.
Target target_of(const Evidence& run, std::uint64_t number);

// Whether the trial's disturber sent any of it. Otherwise nobody knows how to provoke it.
bool sent_by_disturber(const Target& target);

} // namespace cloister
