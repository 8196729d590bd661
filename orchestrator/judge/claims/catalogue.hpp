// SPDX-License-Identifier: GPL-2.0-or-later
// Every claim there is; each lies in the file of its name. A new one is added here and in catalogue.cpp.
// Runs on: host. Pure.
#pragma once

#include "orchestrator/judge/claim.hpp"

namespace cloister {

Claim local_drains_interrupt();
Claim remote_drains_are_silent();
Claim remote_calls_are_silent();
Claim drains_complete();
Claim offline_drains_complete();
Claim contention_is_counted();
Claim fifo_starves_no_drain();
Claim page_lists_interrupt();
Claim page_lists_are_silent();
Claim quiet_baseline();
Claim nothing_unexplained();
Claim housekeeping_keeps_pace();
Claim enabled_only_with_nohz_full();
Claim force_knob_works();
Claim spinlock_paths_covered();

} // namespace cloister
