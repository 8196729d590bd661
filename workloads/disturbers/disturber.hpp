// SPDX-License-Identifier: GPL-2.0-or-later
// The one disturber of a trial: follows the agent's phases until it is told to stop.
// Runs on: guest, on housekeeping CPUs. Errors: exceptions, which main() writes into the disturber's failure.
#pragma once

#include "workloads/handshake.h"

#include <string>

namespace cloister::workloads {

struct DisturberOrder {
    std::string name;
    std::uint64_t number = 0;           // of the phase measure: armed pairs for drain calls, provocations
    std::uint64_t pages_per_second = 0; // for pressure; 0: as many as it can
};

// Throws std::runtime_error for a name that is none.
void disturb(Handshake& handshake, const DisturberOrder& order);

} // namespace cloister::workloads
