// SPDX-License-Identifier: GPL-2.0-or-later
// A row of counts, added up, so that any stretch of it is a difference; and what two neighbours in it tell.
// Runs on: host. Pure.
#pragma once

#include "orchestrator/statistics/change_points.hpp"

namespace cloister {

// From begin up to, and without, end.
struct RowPart {
    std::size_t begin = 0;
    std::size_t end = 0;
};

// Two neighbours.
struct Pair {
    // By how much they differ: chi-square of one degree where only chance tells them apart.
    double apart = 0;
    // How much larger that is, where nights differ besides: by the square of their spread, times this.
    double grows = 0;
};

class Sums {
  public:
    explicit Sums(const std::vector<Counted>& row);

    std::size_t exposures() const { return over_.size(); }
    std::uint64_t number(const RowPart& of) const { return numbers_[of.end] - numbers_[of.begin]; }
    double over(std::size_t which, const RowPart& of) const {
        return over_[which][of.end] - over_[which][of.begin];
    }
    // Of the squares of each night's.
    double over_squared(std::size_t which, const RowPart& of) const {
        return over_squared_[which][of.end] - over_squared_[which][of.begin];
    }
    // The neighbours that a split lies between; they tell something where either has a count.
    const Pair& pair(std::size_t which, std::size_t split) const { return pairs_[which][split]; }
    bool tells(std::size_t split) const { return pairs_.front()[split].grows > 0; }

  private:
    std::vector<std::uint64_t> numbers_;
    std::vector<std::vector<double>> over_;
    std::vector<std::vector<double>> over_squared_;
    std::vector<std::vector<Pair>> pairs_; // of each night and the one before
};

} // namespace cloister
