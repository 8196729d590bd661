// SPDX-License-Identifier: GPL-2.0-or-later
// CLOCK_MONOTONIC in nanoseconds, the trace clock "mono" as well.
// Runs on: guest. With clock source tsc or kvm-clock the vdso answers and no kernel is entered.
#pragma once

#include <cstdint>
#include <ctime>

namespace cloister::workloads {

inline std::uint64_t now_ns() {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000U + static_cast<std::uint64_t>(now.tv_nsec);
}

} // namespace cloister::workloads
