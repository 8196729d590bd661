// SPDX-License-Identifier: GPL-2.0-or-later
// Finds the times in which a spinning program did not run: two readings of the clock that lie too far apart.
// Runs on: guest, in a subject. Enters no kernel and allocates nothing. Times: CLOCK_MONOTONIC nanoseconds.
#pragma once

#include "workloads/handshake.h"

#include <algorithm>

namespace cloister::workloads {

class GapFinder {
  public:
    GapFinder(Subject& subject, std::uint64_t now_ns) : subject_(subject), last_ns_(now_ns) {}

    // Every turn of the loop; a gap counts where the window is open.
    void turn(std::uint64_t now_ns, bool window_open) {
        const std::uint64_t length = now_ns - last_ns_;
        if (window_open && length >= shortest_gap_ns)
            note(length);
        if (window_open)
            watch(now_ns);
        last_ns_ = now_ns;
    }
    // What the subject did itself since the last turn is told apart.
    void own_work(std::uint64_t now_ns, bool window_open) {
        if (window_open)
            keep({last_ns_, now_ns - last_ns_, 1});
        last_ns_ = now_ns;
    }
    // Likewise, and too often to be told.
    void skip_to(std::uint64_t now_ns) { last_ns_ = now_ns; }

  private:
    void note(std::uint64_t length) {
        keep({last_ns_, length, 0});
        subject_.longest_gap_ns.store(
            std::max(length, subject_.longest_gap_ns.load(std::memory_order_relaxed)),
            std::memory_order_relaxed);
        subject_.gaps.store(subject_.gaps.load(std::memory_order_relaxed) + 1, std::memory_order_release);
    }
    void keep(const Gap& gap) {
        const std::uint64_t kept = subject_.kept_number.load(std::memory_order_relaxed);
        if (kept == kept_gaps)
            return;
        subject_.kept[kept] = gap;
        subject_.kept_number.store(kept + 1, std::memory_order_release);
    }
    void watch(std::uint64_t now_ns) {
        if (subject_.watched_from_ns.load(std::memory_order_relaxed) == 0)
            subject_.watched_from_ns.store(last_ns_, std::memory_order_relaxed);
        if (subject_.kept_number.load(std::memory_order_relaxed) < kept_gaps)
            subject_.watched_until_ns.store(now_ns, std::memory_order_relaxed);
    }

    Subject& subject_;
    std::uint64_t last_ns_;
};

} // namespace cloister::workloads
