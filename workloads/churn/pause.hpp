// SPDX-License-Identifier: GPL-2.0-or-later
// A drawn moment in which an actor leaves the others alone; a signal ends it early. Runs on: guest.
#pragma once

#include "results-schema/draws.hpp"

#include <ctime>

namespace cloister::workloads {

inline void pause_up_to(std::uint64_t milliseconds, Draws& draws) {
    constexpr std::uint64_t nanoseconds = 1'000'000;
    const timespec moment{0, static_cast<long>(draws.below(milliseconds * nanoseconds))};
    ::nanosleep(&moment, nullptr);
}

} // namespace cloister::workloads
