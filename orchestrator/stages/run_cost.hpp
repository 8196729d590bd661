// SPDX-License-Identifier: GPL-2.0-or-later
// A guest that does operations to order, each instruction counted: boot → wait for its last word → read what
// was counted. It is gone when this returns. Runs on: host. Errors: LabError{timed_out} for one that does not
// come to its end, {kernel_failed} for one whose kernel complains; std::runtime_error for a log that is none.
#pragma once

#include "orchestrator/cost/counted_boot.hpp"
#include "orchestrator/stages/run_trial.hpp"

namespace cloister {

// set_up: its initramfs has the order; its directory keeps console.log, costs.log and the addresses of
// key_sites, which are counted apart.
Task<void> run_cost(const TrialSetUp& set_up, const TrialSpec& spec,
                    const std::vector<std::uint64_t>& key_sites, CountedBoot& boot);

// The same guest at a machine's own pace, for the cycles that it tells on its console.
Task<void> run_cycles(const TrialSetUp& set_up, const TrialSpec& spec, std::string& console);

} // namespace cloister
