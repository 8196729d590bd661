// SPDX-License-Identifier: GPL-2.0-or-later
// One CPU's gaps against the absences of its vCPU's thread: who is away does not spin, so each absence lies
// in one gap, within the error of the clocks. It is put to that which it overlaps most, else to the nearest,
// and to no other: a clock that is known badly makes nothing of the host's that is not. Runs on: host. Pure.
// Both by time, none kept longer than the other takes.
#pragma once

#include "results-schema/gap_maker.hpp"
#include "results-schema/host_absence.hpp"
#include "results-schema/subject_gap.hpp"

#include <deque>
#include <functional>

namespace cloister {

// The next absence of a CPU, by time; nullopt: that was the last.
using NextAbsence = std::function<std::optional<HostAbsence>(CpuId)>;

// What the host's scheduler is known to have done.
struct HostView {
    NextAbsence next;
    std::chrono::nanoseconds clock_error{0};
};

class GapMakers {
  public:
    // A gap whose interruptions are known.
    struct Gap {
        std::chrono::nanoseconds from{0};
        std::chrono::nanoseconds until{0};
        bool own_work = false;
        bool interrupted = false;
    };
    using Tell = std::function<void(const Gap& gap, GapMaker maker)>;

    // watched: a subject's tally; only what is away while it watches can be noticed.
    GapMakers(CpuId cpu, HostView view, std::chrono::nanoseconds shortest_gap,
              std::chrono::nanoseconds watched_from, std::chrono::nanoseconds watched_until, Tell tell);

    void take(const Gap& gap);
    // With the absences behind the last gap.
    AbsenceSums finish();

  private:
    struct Candidate {
        Gap gap;
        std::chrono::nanoseconds preempted{0};
        std::chrono::nanoseconds waiting{0};
        bool away = false;
    };

    Candidate* place_of(const HostAbsence& absence);
    void place(const HostAbsence& absence);
    void tell_before(std::chrono::nanoseconds at);

    CpuId cpu_;
    HostView view_;
    std::chrono::nanoseconds shortest_gap_;
    std::chrono::nanoseconds watched_from_;
    std::chrono::nanoseconds watched_until_;
    Tell tell_;
    std::optional<HostAbsence> next_;
    std::deque<Candidate> candidates_;
    AbsenceSums sums_;
};

} // namespace cloister
