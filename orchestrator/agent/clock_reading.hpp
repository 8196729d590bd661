// SPDX-License-Identifier: GPL-2.0-or-later
// The guest's clock read against the host's: we ask, the host reads its own, and the answer's moment lies
// between our asking and our hearing it, whatever delayed either. Never in the window: the wire interrupts.
// Runs on: guest. Errors: as Port.
#pragma once

#include "orchestrator/agent/port.hpp"

namespace cloister::agent {

// The shortest round trip of several.
ClockReading read_clocks(Port& port, std::chrono::nanoseconds within);

} // namespace cloister::agent
