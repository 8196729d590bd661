// SPDX-License-Identifier: GPL-2.0-or-later
// How long a subject's gaps were, in steps of 1, 2, 5, 10 µs and so on. Runs on: host. Pure.
#pragma once

#include "results-schema/subject_gap.hpp"

#include <cstdint>

namespace cloister {

// Gaps that are at least so long, and shorter than the next bin's. Bins without a gap are there between
// others.
struct GapBin {
    std::chrono::nanoseconds from{0};
    std::uint64_t number = 0;
};

class GapHistogram {
  public:
    void count(std::chrono::nanoseconds length);
    std::vector<GapBin> bins() const;

  private:
    std::vector<std::uint64_t> numbers_;
};

} // namespace cloister
