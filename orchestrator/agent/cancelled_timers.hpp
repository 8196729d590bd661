// SPDX-License-Identifier: GPL-2.0-or-later
// An interrupt that comes for nothing. Who cancels another CPU's high-resolution timer leaves that CPU's
// clock programmed, "a rare case and less expensive than a smp call" (kernel/time/hrtimer.c,
// remove_hrtimer()). A fair server stopped by its knob is such a timer, due within a second; seen in one idle
// window of forty: one local_timer interrupt in which no timer expired. A moment's sleep on the CPU itself
// programs its clock anew. Runs on: guest, once the knobs are written; the agent comes back to housekeeping.
// Errors: std::system_error.
#pragma once

#include "probes/kernelfs/cpu_set.hpp"

namespace cloister::agent {

void forget_cancelled_timers(const CpuSet& isolated, const CpuSet& housekeeping);

} // namespace cloister::agent
