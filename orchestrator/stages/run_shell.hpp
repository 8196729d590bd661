// SPDX-License-Identifier: GPL-2.0-or-later
// A guest for a person, on our own terminal: boot → verify, and then it is theirs until it ends.
// Runs on: host. Errors: LabError, where the guest does not come so far; kernel_failed where it panicked.
#pragma once

#include "orchestrator/stages/run_trial.hpp"

namespace cloister {

Task<void> run_shell(const TrialSetUp& set_up, TrialRecord& record);

} // namespace cloister
