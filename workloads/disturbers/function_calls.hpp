// SPDX-License-Identifier: GPL-2.0-or-later
// Function calls that each CPU was interrupted for: the line "CAL:" of /proc/interrupts, what the kernel
// itself counts where a source cannot be provoked by number. Runs on: guest.
#pragma once

#include <cstdint>
#include <vector>

namespace cloister::workloads {

// By CPU, all of which are online.
std::vector<std::uint64_t> read_calls();

} // namespace cloister::workloads
