// SPDX-License-Identifier: GPL-2.0-or-later
// The host's sched_switch of a guest's vCPU threads, by perf_event_open(2): each time one left its host CPU,
// whether another task took it or the thread slept, and when it was back. Runs on: host, without root where
// kernel.perf_event_paranoid is 2 or less. Raw system calls: Debian has no library for them. Errors:
// HostSwitchesRefused saying which call, and why.
#pragma once

#include "orchestrator/base/asio.hpp"
#include "results-schema/host_absence.hpp"

#include <memory>

#include <sys/types.h>

namespace cloister {

struct HostSwitchesRefused : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// The host's CLOCK_MONOTONIC_RAW: no clock discipline bends it, so it and a guest's clock run evenly.
std::chrono::nanoseconds host_clock();

// What one watch saw, by the host's clock.
struct SeenOnHost {
    std::vector<HostAbsence> absences; // by CPU, by time
    std::map<CpuId, std::uint64_t> lost;
};

class HostSwitches {
  public:
    // threads: guest CPU → its thread. Watches from now on.
    HostSwitches(const asio::any_io_executor& executor, const std::map<CpuId, pid_t>& threads);
    ~HostSwitches();
    HostSwitches(const HostSwitches&) = delete;
    HostSwitches& operator=(const HostSwitches&) = delete;

    // All from the beginning until now; who is away now has not come back.
    SeenOnHost seen();

  private:
    class Thread;
    std::vector<std::shared_ptr<Thread>> threads_; // also held by who waits for their wake-ups
};

} // namespace cloister
