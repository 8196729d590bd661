// SPDX-License-Identifier: GPL-2.0-or-later
// How long the host let a thread wait for a CPU: a guest's gap in which its kernel did nothing.
// Runs on: host, without root. Source: /proc/PID/schedstat (Documentation/scheduler/sched-stats.rst): time on
// the CPU, time waiting on a run queue, time slices.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include <sys/types.h>

namespace cloister {

// nullopt: not the text of a schedstat.
std::optional<std::chrono::nanoseconds> parse_waited(std::string_view schedstat);

// Since the thread began; nullopt: it is gone, or the host's kernel does not count (CONFIG_SCHED_INFO).
std::optional<std::chrono::nanoseconds> waited(pid_t thread);

} // namespace cloister
