// SPDX-License-Identifier: GPL-2.0-or-later
// One interruption of a run, by its number. Runs on: host. Pure. Borrows the run.
#pragma once

#include "results-schema/interruption.hpp"

namespace cloister {

struct FoundInterruption {
    const TrialInterruptions& trial;
    const Interruption& interruption;
};

// Throws LabError{wrong_use} where the run has no such interruption.
FoundInterruption find_interruption(const Interruptions& run, std::uint64_t number);

} // namespace cloister
