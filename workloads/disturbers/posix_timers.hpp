// SPDX-License-Identifier: GPL-2.0-or-later
// A timer on another program's CPU time: to set one starts the tick of the CPU where that program runs, by
// one IPI (tick_nohz_dep_set_signal(), kernel/time/tick-sched.c); on older kernels that of every nohz_full
// CPU. Runs on: guest, on housekeeping CPUs.
#pragma once

#include "workloads/disturbers/provocation.hpp"

namespace cloister::workloads {

// One for each subject that runs; where one alone starts every tick, that one.
std::unique_ptr<Provocation> posix_timers(const Handshake& handshake);

} // namespace cloister::workloads
