// SPDX-License-Identifier: GPL-2.0-or-later
// A guest that is fuzzed: actors act at once for a while, then all end, all is put back, and a drain must
// leave no page of an isolated CPU's in a batch. Runs on: guest, as PID 1. Errors: all end as a Refused
// message.
#pragma once

#include "orchestrator/agent/port.hpp"
#include "orchestrator/agent/processors.hpp"

namespace cloister::agent {

bool wants_fuzz(std::string_view command_line);

void serve_fuzz(Port& port, ComingProcessors& processors, const TrialSpec& spec);

} // namespace cloister::agent
