// SPDX-License-Identifier: GPL-2.0-or-later
// A guest for a person: armed as for a trial and recording, with a shell on the console instead of a window.
// Runs on: guest. Errors: all end as a Refused message, and serve_shell() returns.
#pragma once

#include "orchestrator/agent/port.hpp"
#include "orchestrator/agent/processors.hpp"
#include "probes/lock_probe.hpp"

namespace cloister::agent {

bool wants_shell(std::string_view command_line);

// Returns when the shell has ended.
void serve_shell(Port& port, ComingProcessors& processors, LockProbe made, const wire::Symbols& symbols,
                 const TrialSpec& spec);

// From that shell, "trial [NUMBER]": the guest's workload once, with so many drains or provocations, or for
// so many seconds where nothing is counted. Gives the exit code.
int trial_by_hand(const std::vector<std::string>& words);

} // namespace cloister::agent
