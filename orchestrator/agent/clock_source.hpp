// SPDX-License-Identifier: GPL-2.0-or-later
// The kernel starts on the provisional clock source tsc-early and moves to tsc about a second later, by a
// stop_machine() on every CPU (arch/x86/kernel/tsc.c, tsc_refine_calibration_work). That must be over before
// anything is measured.
// Runs on: guest. Errors: LabError{timed_out} when the kernel stays on its provisional clock.
#pragma once

#include "orchestrator/agent/deadline.hpp"

namespace cloister::agent {

void wait_for_final_clock(const Deadline& deadline);

} // namespace cloister::agent
