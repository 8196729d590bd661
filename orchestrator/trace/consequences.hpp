// SPDX-License-Identifier: GPL-2.0-or-later
// What an interruption leaves behind on its CPU: a tick, which a second runnable task needs
// (kernel/time/tick-sched.c); a task that an IPI announced and a later tick brings; the rest of a task that
// the subject preempted before it could sleep; what the CPU sends itself. Runs on: host. Pure. Such an
// interruption is one of its own, and gets the cause and the origins of the one that it follows.
#pragma once

#include "results-schema/interruption.hpp"

#include <set>

namespace cloister {

// Instead of the subject, in one interruption.
struct TasksThatRan {
    std::set<int> pids;
    std::optional<int> unfinished; // the one that the subject preempted
};

class Consequences {
  public:
    // Asked once for each interruption, with its own number and cause, as a CPU's come to an end.
    void place(Interruption& interruption, const TasksThatRan& tasks);

  private:
    struct Left {
        Interruption first;
        std::chrono::nanoseconds last; // end of the last that followed it
        std::optional<int> unfinished;
        bool announced; // a task by an IPI, and it did not run yet
    };

    static bool goes_on(const Left& left, const Interruption& interruption, const TasksThatRan& tasks);

    std::map<CpuId, Left> left_;
};

} // namespace cloister
