// SPDX-License-Identifier: GPL-2.0-or-later
// The kernel starts on the provisional clock source tsc-early and moves to tsc a second after the boot's end,
// by a stop_machine() on every CPU (arch/x86/kernel/tsc.c, tsc_refine_calibration_work). That must be over
// before anything is measured. A guest under TCG is told to stay where it is instead
// (machine/qemu/command_line.cpp). Runs on: guest. Errors: LabError{timed_out} when a move that is to come
// does not.
#pragma once

#include "orchestrator/agent/deadline.hpp"

namespace cloister::agent {

void wait_for_final_clock(const Deadline& deadline);

} // namespace cloister::agent
