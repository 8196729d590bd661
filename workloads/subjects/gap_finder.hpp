// SPDX-License-Identifier: GPL-2.0-or-later
// Finds the times in which a spinning program did not run: two readings of the clock that lie too far apart.
// Runs on: guest, in a subject. Enters no kernel and allocates nothing. Times: CLOCK_MONOTONIC nanoseconds.
#pragma once

#include "workloads/handshake.h"

namespace cloister::workloads {

// One turn of the loop takes some 50 ns natively and under 2 us in an emulated guest; the shortest interrupt
// takes longer than that there.
constexpr std::uint64_t shortest_gap_ns = 5000;

class GapFinder {
  public:
    GapFinder(Subject& subject, std::uint64_t now_ns) : subject_(subject), last_ns_(now_ns) {}

    // Every turn of the loop; a gap counts where the window is open.
    void turn(std::uint64_t now_ns, bool window_open) {
        const std::uint64_t length = now_ns - last_ns_;
        if (length >= shortest_gap_ns && window_open)
            note(Gap{last_ns_, length});
        last_ns_ = now_ns;
    }
    // What the subject did itself since the last turn is no gap.
    void skip_to(std::uint64_t now_ns) { last_ns_ = now_ns; }

  private:
    void note(const Gap& gap) {
        const std::uint64_t seen = subject_.gaps.load(std::memory_order_relaxed);
        if (seen < kept_gaps)
            subject_.kept[seen] = gap;
        if (gap.length_ns > subject_.longest_gap_ns.load(std::memory_order_relaxed))
            subject_.longest_gap_ns.store(gap.length_ns, std::memory_order_relaxed);
        subject_.gaps.store(seen + 1, std::memory_order_release);
    }

    Subject& subject_;
    std::uint64_t last_ns_;
};

} // namespace cloister::workloads
