// SPDX-License-Identifier: GPL-2.0-or-later
// Function calls that each CPU was interrupted for: the line "CAL:" of /proc/interrupts, what the kernel
// itself counts where a source cannot be provoked by number. Runs on: guest.
#pragma once

#include "probes/kernelfs/cpu_set.hpp"

#include <cstdint>
#include <vector>

namespace cloister::workloads {

// By CPU, all of which are online.
std::vector<std::uint64_t> read_calls();
// Whether all of these CPUs were called between two readings; false: none was. Throws std::runtime_error
// where only some were, for then there is no one number of times.
bool all_called(const CpuSet& cpus, const std::vector<std::uint64_t>& before,
                const std::vector<std::uint64_t>& after);

} // namespace cloister::workloads
