// SPDX-License-Identifier: GPL-2.0-or-later
// The subject's gaps against the interruptions of its CPU and the absences of its vCPU's thread: each gap
// should have its maker, each interruption its gap. In a gap without an interruption nothing of the guest's
// kernel ran that it counts (kernel_counters.hpp): the host made it, which tells so where it was watched, or
// an emulator. Runs on: host. Pure. Times: guest trace clock (mono), which is the subject's clock as well.
#pragma once

#include "orchestrator/trace/gap_makers.hpp"
#include "orchestrator/trace/seen_interruption.hpp"
#include "results-schema/measurement.hpp"

namespace cloister {

std::uint64_t number_of(const GapSums& gaps, GapMaker maker);

// Of one isolated CPU, while its subject watched.
struct GapAccount {
    CpuId cpu;
    GapSums gaps;
    std::vector<UnexplainedGap> unexplained; // each, only where they were asked for
    AbsenceSums absences;
    std::uint64_t interruptions = 0;
    std::uint64_t too_short = 0;       // of these, shorter than a gap, and without one
    std::uint64_t during_own_work = 0; // the subject was in the kernel by itself, and could not notice
    std::uint64_t unnoticed = 0;       // and it should have noticed them

    std::uint64_t number() const; // of all gaps
    std::uint64_t number(GapMaker maker) const;
};

// The next gap of a CPU, by time, none within another; nullopt: that was the last.
using NextGap = std::function<std::optional<SubjectGap>(CpuId)>;

// Reads gaps, interruptions and absences side by side: none is kept longer than the others take.
class GapAccountant {
  public:
    GapAccountant(const SubjectTally& subject, NextGap next, HostView host = {},
                  bool keep_unexplained = false);
    GapAccountant(const GapAccountant&) = delete; // gap_makers_ knows where it is
    GapAccountant& operator=(const GapAccountant&) = delete;

    CpuId cpu() const { return subject_.cpu; }

    // Those of its CPU, by time.
    Noticed take(const SeenInterruption& interruption);
    // With the gaps behind the last one.
    GapAccount finish();

  private:
    void read();
    void settle_before(std::chrono::nanoseconds at);
    void count(const GapMakers::Gap& gap, GapMaker maker);

    SubjectTally subject_;
    NextGap next_gap_;
    bool keep_unexplained_;
    std::optional<SubjectGap> next_;
    std::deque<GapMakers::Gap> gaps_; // read, and an interruption may still lie in them
    GapAccount account_;
    GapMakers gap_makers_;
};

} // namespace cloister
