// SPDX-License-Identifier: GPL-2.0-or-later
// What comes before a window, in turn: a trial does it, and so does an interactive guest.
// Runs on: guest. Errors: std::system_error; LabError{timed_out} from a rehearsal.
#pragma once

#include "orchestrator/agent/port.hpp"
#include "orchestrator/agent/processors.hpp"
#include "orchestrator/agent/trial_workload.hpp"
#include "probes/kernelfs/file.hpp"

namespace cloister::agent {

unsigned long buffer_kib_per_cpu(const TrialSpec& spec);
// All CPUs are there: the rest of what the record says of this guest.
void meet_processors(Port& port, ComingProcessors& processors, const TrialSpec& spec, GuestFacts& facts);
// With the subjects running. They are put back when the result goes.
std::vector<SavedKnob> write_knobs(const ModeSpec& mode, Measurement& measurement);
// Shows whether this disturber drains on this kernel, then empties every batch once, unmeasured: a stale one
// would give one work item too many. A provocation is made once.
void rehearse(const TrialSpec& spec, TrialWorkload& workload);

} // namespace cloister::agent
