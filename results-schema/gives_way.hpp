// SPDX-License-Identifier: GPL-2.0-or-later
// How long subject spin-fifo keeps its CPU from everybody else, once it has armed it, before it gives way: a
// drain that waits for this CPU takes as long. Far more than a drain takes on a busy host. Runs on: both.
#pragma once

#include <chrono>

namespace cloister {

constexpr std::chrono::seconds fifo_gives_way{1};

} // namespace cloister
