// SPDX-License-Identifier: GPL-2.0-or-later
// What an interruption leaves behind on its CPU: a tick, which a second runnable task needs
// (kernel/time/tick-sched.c); a task that an IPI announced and a later tick brings; the rest of a task that
// the subject preempted before it could sleep; what the CPU sends itself. Runs on: host. Pure. Such an
// interruption is one of its own, and gets the cause and the origins of the one that it follows.
#pragma once

#include "results-schema/interruption.hpp"

#include <map>
#include <set>

namespace cloister {

// Of an interruption, what its steps do not show.
struct Circumstances {
    bool tick_goes_on = false;     // the kernel had not stopped the tick when it began
    std::set<int> tasks;           // that ran instead of the subject, by pid
    std::optional<int> unfinished; // the one of them that the subject preempted
};

class Consequences {
  public:
    // Asked once for each interruption, with its own number and cause, as a CPU's come to an end.
    void place(Interruption& interruption, const Circumstances& circumstances);

  private:
    struct Left {
        Interruption first;
        std::chrono::nanoseconds last; // end of the last that followed it
        bool announced;                // a task by an IPI, and it did not run yet
    };

    // nullptr: it came by itself.
    const Interruption* followed(const Interruption& interruption, const Circumstances& circumstances) const;

    std::map<CpuId, Left> left_;
    // By pid, tasks that have not finished what this interruption had begun. A kworker that waits for its CPU
    // may see others come and go before it.
    std::map<int, Interruption> unfinished_;
};

} // namespace cloister
