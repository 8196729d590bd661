// SPDX-License-Identifier: GPL-2.0-or-later
// The gaps of a cell's subjects as a person reads them, in 80 columns: who made how many, which nobody is
// known to have made, and which interruptions have none. Runs on: host. Pure.
#pragma once

#include "results-schema/interruption.hpp"

#include <string>

namespace cloister {

// trials: of one cell. emulated: what is neither the guest's nor the host's is the emulator's. Empty: nobody
// kept gaps.
std::string gaps_text(const std::vector<const TrialInterruptions*>& trials, bool emulated);

} // namespace cloister
