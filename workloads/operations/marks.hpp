// SPDX-License-Identifier: GPL-2.0-or-later
// Instructions that do nothing, and that an emulator which counts what operations cost knows
// (orchestrator/machine/qemu/operation_costs.c): nopl with "CLOI" or "CLOE" as its displacement.
// Runs on: guest.
#pragma once

namespace cloister::workloads {

// A turn of an operation begins, or has ended.
inline void mark_turn() {
    asm volatile(".byte 0x0f, 0x1f, 0x84, 0x00, 'C', 'L', 'O', 'I'" ::: "memory");
}

// That was its last.
inline void mark_end_of_operation() {
    asm volatile(".byte 0x0f, 0x1f, 0x84, 0x00, 'C', 'L', 'O', 'E'" ::: "memory");
}

} // namespace cloister::workloads
