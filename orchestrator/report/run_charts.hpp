// SPDX-License-Identifier: GPL-2.0-or-later
// A run's small charts, in 80 columns: what interrupted isolated CPUs, cell by cell, how long drains took who
// asked for them, and how long the subjects' gaps were, mode beside mode. Runs on: host. Pure. Trials are
// taken one by one, and not kept.
#pragma once

#include "orchestrator/report/gap_histogram.hpp"
#include "results-schema/interruption.hpp"
#include "results-schema/measurement.hpp"

namespace cloister {

class RunCharts {
  public:
    // Of one trial. In the plan's order. drains: absent where none were counted.
    void take(const TrialInterruptions& trial, const std::optional<DrainTally>& drains,
              const std::vector<GapBin>& gaps);
    // Empty where nothing was taken.
    std::string text() const;

  private:
    struct Cell {
        std::string mode;
        std::string workload;
        bool whole = true; // no event was lost
        std::map<std::string, std::uint64_t> causes;
        std::uint64_t calls = 0;
        std::chrono::nanoseconds calls_took{0};
        std::chrono::nanoseconds longest_call{0};
        std::map<std::chrono::nanoseconds, std::uint64_t> gaps;
    };

    Cell& cell_of(const TrialInterruptions& trial);
    std::string causes_text() const;
    std::string calls_text() const;
    std::string gaps_text(const std::vector<const Cell*>& beside) const;

    std::vector<Cell> cells_;
};

} // namespace cloister
