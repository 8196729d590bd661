// SPDX-License-Identifier: GPL-2.0-or-later
// One guest that is fuzzed: boot → verify → act → end. It is gone when this returns.
// Runs on: host. Whatever ends it is a value; only Ctrl-C and a lab that cannot start a guest are thrown on.
#pragma once

#include "orchestrator/fuzz/conclude_guest.hpp"
#include "orchestrator/stages/run_trial.hpp"

namespace cloister {

// set_up: its directory keeps console.log.
Task<void> run_fuzz(const TrialSetUp& set_up, const TrialSpec& spec, const wire::FuzzOrder& order,
                    FuzzEnd& end);

} // namespace cloister
