// SPDX-License-Identifier: GPL-2.0-or-later
// An instruction that does nothing, and that an emulator which counts entries into the kernel knows as an
// edge of the window (machine/qemu/kernel_entries.c): nopl 0x494f4c43(%rax,%rax), "CLOI" in memory.
// Runs on: guest.
#pragma once

namespace cloister::agent {

inline void tell_emulator_edge_of_window() {
    asm volatile(".byte 0x0f, 0x1f, 0x84, 0x00, 'C', 'L', 'O', 'I'");
}

} // namespace cloister::agent
