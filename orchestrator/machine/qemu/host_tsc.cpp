// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/qemu/host_tsc.hpp"

#include <chrono>
#include <x86intrin.h>

namespace cloister {
namespace {

using Clock = std::chrono::steady_clock;

struct Reading {
    Clock::time_point time;
    std::uint64_t ticks = 0;
};

// Both at once: of several tries the one that was disturbed least.
Reading read_both() {
    Reading best;
    std::uint64_t shortest = UINT64_MAX;
    for (int i = 0; i < 20; ++i) {
        const std::uint64_t before = __rdtsc();
        const Clock::time_point time = Clock::now();
        const std::uint64_t length = __rdtsc() - before;
        if (length < shortest) {
            shortest = length;
            best = {time, before + length / 2};
        }
    }
    return best;
}

std::uint64_t measured() {
    constexpr std::chrono::milliseconds long_enough{10};
    const Reading first = read_both();
    while (Clock::now() - first.time < long_enough)
        continue;
    const Reading last = read_both();
    const auto spent = std::chrono::duration_cast<std::chrono::nanoseconds>(last.time - first.time).count();
    return (last.ticks - first.ticks) * 1000 / static_cast<std::uint64_t>(spent);
}

} // namespace

std::uint64_t host_tsc_megahertz() {
    static const std::uint64_t megahertz = measured();
    return megahertz;
}

} // namespace cloister
