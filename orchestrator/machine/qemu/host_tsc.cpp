// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/qemu/host_tsc.hpp"

#include <chrono>
#include <x86intrin.h>

namespace cloister {
namespace {

std::uint64_t measured() {
    using Clock = std::chrono::steady_clock;
    constexpr std::chrono::milliseconds long_enough{10};
    const Clock::time_point began = Clock::now();
    const std::uint64_t first = __rdtsc();
    Clock::time_point now = began;
    while (now - began < long_enough)
        now = Clock::now();
    const std::uint64_t ticks = __rdtsc() - first;
    const auto spent = std::chrono::duration_cast<std::chrono::nanoseconds>(now - began).count();
    return ticks * 1000 / static_cast<std::uint64_t>(spent);
}

} // namespace

std::uint64_t host_tsc_megahertz() {
    static const std::uint64_t megahertz = measured();
    return megahertz;
}

} // namespace cloister
