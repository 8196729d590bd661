// SPDX-License-Identifier: GPL-2.0-or-later
// The subject's gaps against the interruptions of its CPU: each gap should have its interruption, each
// interruption its gap. In a gap without one nothing of the guest's kernel ran that it counts
// (kernel_counters.hpp): the host, or an emulator, made it.
// Runs on: host. Pure. Times: guest trace clock (mono), which is the subject's clock as well.
#pragma once

#include "orchestrator/trace/seen_interruption.hpp"
#include "results-schema/measurement.hpp"
#include "results-schema/subject_gap.hpp"

#include <deque>
#include <functional>

namespace cloister {

// Of one isolated CPU, while its subject watched.
struct GapAccount {
    CpuId cpu;
    std::uint64_t gaps = 0;
    std::uint64_t explained = 0;               // of these, an interruption lies in it
    std::chrono::nanoseconds without_event{0}; // the other gaps, together
    std::chrono::nanoseconds longest_without_event{0};
    std::uint64_t interruptions = 0;
    std::uint64_t too_short = 0;       // of these, shorter than a gap, and without one
    std::uint64_t during_own_work = 0; // the subject was in the kernel by itself, and could not notice
    std::uint64_t unnoticed = 0;       // and it should have noticed them
};

// The next gap of a CPU, by time, none within another; nullopt: that was the last.
using NextGap = std::function<std::optional<SubjectGap>(CpuId)>;

// Reads gaps and interruptions side by side: neither is kept longer than the other takes.
class GapAccountant {
  public:
    GapAccountant(const SubjectTally& subject, NextGap next);

    CpuId cpu() const { return subject_.cpu; }

    // Those of its CPU, by time.
    void take(const SeenInterruption& interruption);
    // With the gaps behind the last one.
    GapAccount finish();

  private:
    struct Gap {
        std::chrono::nanoseconds from;
        std::chrono::nanoseconds until;
        bool explained;
    };

    void read();
    void settle_before(std::chrono::nanoseconds at);

    SubjectTally subject_;
    NextGap next_gap_;
    std::optional<SubjectGap> next_;
    // Read, and an interruption may still lie in them.
    std::deque<Gap> gaps_;
    std::deque<Gap> own_work_;
    GapAccount account_;
};

} // namespace cloister
