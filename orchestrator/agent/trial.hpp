// SPDX-License-Identifier: GPL-2.0-or-later
// One trial inside the guest: verify → arm → measure → harvest, as the design's "Measuring one trial" says,
// and the machine is off. Runs on: guest. Errors: all end as a Refused message, and it returns; only a broken
// port throws.
#pragma once

#include "orchestrator/agent/port.hpp"
#include "orchestrator/agent/processors.hpp"
#include "probes/lock_probe.hpp"

namespace cloister::agent {

void serve_trial(Port& port, ComingProcessors& processors, LockProbe made, const wire::Symbols& symbols,
                 const TrialSpec& spec);

} // namespace cloister::agent
