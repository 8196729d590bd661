// SPDX-License-Identifier: GPL-2.0-or-later
// What an interruption leaves behind on its CPU: a tick, which a second runnable task needs
// (kernel/time/tick-sched.c); a timer, which only this CPU sets its clock for (kernel/time/hrtimer.c); a task
// that an IPI announced and a later tick brings; the rest of a task that the subject preempted before it
// could sleep; what the CPU sends itself. Runs on: host. Pure. Such an interruption is one of its own, and
// gets the cause and the origins of the one that it follows.
#pragma once

#include "orchestrator/trace/seen_interruption.hpp"

#include <map>
#include <set>

namespace cloister {

// Of an interruption, what its steps do not show.
struct Circumstances {
    bool own = false;          // the interrupted program asked for it itself
    bool tick_goes_on = false; // the kernel had not stopped the tick when it began
    std::set<int> tasks;       // that ran instead of the subject, by pid
    std::set<int> unfinished;  // those of them that others preempted at last
    std::map<std::uint64_t, std::chrono::nanoseconds> timers; // that it set: timer → when it expires
};

class Consequences {
  public:
    // Asked once for each interruption, with its own number and cause, as a CPU's come to an end.
    void place(SeenInterruption& interruption, const Circumstances& circumstances);

  private:
    using First = std::shared_ptr<const FirstInterruption>; // nullptr: it came by itself

    struct Left {
        First first;
        std::chrono::nanoseconds last; // end of the last that followed it
        bool announced;                // a task by an IPI, and it did not run yet
    };

    struct Timer {
        std::chrono::nanoseconds expires;
        First set_by;
    };

    // Of the timer that a tick comes for, where it comes for one that is known.
    First timer_set_by(const SeenInterruption& interruption) const;
    void note_timers(const SeenInterruption& interruption, const Circumstances& circumstances,
                     const First& first);
    First followed(const SeenInterruption& interruption, const Circumstances& circumstances) const;

    std::map<CpuId, Left> left_;
    // By pid, tasks that have not finished what this interruption had begun. A kworker that waits for its CPU
    // may see others come and go before it.
    std::map<int, First> unfinished_;
    std::map<CpuId, std::map<std::uint64_t, Timer>> timers_;
};

} // namespace cloister
