// SPDX-License-Identifier: GPL-2.0-or-later
// Instructions that do nothing, and that an emulator which counts knows
// (orchestrator/machine/qemu/plugin_api.h): nopl with "CLOI" or "CLOE" as its displacement. Runs on: guest.
#pragma once

namespace cloister::workloads {

// What is counted begins here, or has ended: a window, or a turn of an operation.
inline void mark_edge() {
    asm volatile(".byte 0x0f, 0x1f, 0x84, 0x00, 'C', 'L', 'O', 'I'" ::: "memory");
}

// That was the last turn of an operation.
inline void mark_end_of_operation() {
    asm volatile(".byte 0x0f, 0x1f, 0x84, 0x00, 'C', 'L', 'O', 'E'" ::: "memory");
}

} // namespace cloister::workloads
