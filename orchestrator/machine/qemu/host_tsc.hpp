// SPDX-License-Identifier: GPL-2.0-or-later
// The rate of this host's time stamp counter, which is the guest's under TCG (QEMU, cpu_get_host_ticks()).
// Runs on: host, x86-64. Measured once in 10 ms against CLOCK_MONOTONIC, good to a few parts in a thousand.
#pragma once

#include <cstdint>

namespace cloister {

std::uint64_t host_tsc_megahertz();

} // namespace cloister
