// SPDX-License-Identifier: GPL-2.0-or-later
// What a user's program on an isolated CPU has its CPU's clock interrupt it for: the timers that it sets by
// system calls, and those that the kernel sets as it goes to sleep. Such an interrupt was asked for. Runs on:
// host. Pure.
#pragma once

#include "orchestrator/trace/trace_event.hpp"

#include <map>
#include <optional>

namespace cloister {

// An interruption that wakes the program, for whoever counts what is its own: "wake-up of cyclictest".
constexpr const char* wake_up_of = "wake-up of ";

class OwnTimers {
  public:
    // The program set it, outside of any interruption.
    void set(const TraceEvent& timer);
    // What an interrupt of the CPU's clock came for: the first that was due; nullopt: none of the program's.
    // An interrupt serves all that are due by then (hrtimer_interrupt(), kernel/time/hrtimer.c). Where
    // another's was raised already while interrupts were off, as it is where a program is held up as it sets
    // a timer that is near, it comes next and finds its timer served: it came for that.
    struct Reason {
        Name function;
        Name task; // that set it
    };
    std::optional<Reason> due(CpuId cpu, std::chrono::nanoseconds at);

  private:
    struct Timer {
        std::chrono::nanoseconds expires;
        Reason reason;
    };

    std::map<CpuId, std::map<std::uint64_t, Timer>> timers_;
    std::map<CpuId, std::optional<Reason>> served_; // by the last interrupt, beside what that came for
};

} // namespace cloister
