// SPDX-License-Identifier: GPL-2.0-or-later
// Kernel text that is patched while it runs: after each step every CPU must forget what it read of it,
// text_poke_sync(), arch/x86/kernel/alternative.c: do_sync_core() on every CPU. By a trace event that nothing
// in a guest sets off (oom:oom_score_adj_update), so that nobody executes what is patched: QEMU before 8.1
// would not survive it (docs/pitfalls.md, 3). Runs on: guest, on housekeeping CPUs, as root.
#pragma once

#include "workloads/disturbers/provocation.hpp"

namespace cloister::workloads {

// In an instance of its own, on and off by turns. How many steps one takes depends on how many places it
// patches, and on the kernel; /proc/interrupts tells.
std::unique_ptr<Provocation> text_patching(const Handshake& handshake);

} // namespace cloister::workloads
