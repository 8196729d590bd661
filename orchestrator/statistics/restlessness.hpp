// SPDX-License-Identifier: GPL-2.0-or-later
// How much nights differ more than chance lets them, by neighbours: a level that changes now and then is not
// in it. Nobody knows their spread, nor which exposure their rate follows: each is as likely as it makes what
// neighbours show, and before there is much to see, each that is usual is possible. Runs on: host. Pure.
#pragma once

#include "orchestrator/statistics/row_sums.hpp"

namespace cloister {

struct Split {
    std::size_t at = 0;
    double evidence = 0; // twice the logarithm of the likelihood ratio, the least of all exposures
};

class Restlessness {
  public:
    // changes: nights whose difference from the one before is known to be another thing.
    Restlessness(const Sums& sums, std::size_t nights, const std::vector<std::size_t>& changes);

    // That nights which are as restless show a split as clear.
    double probability(const RowPart& in, const Split& split) const;

    struct Possible {
        std::size_t which = 0; // exposure
        double spread = 0;
        double likelihood = 0; // its logarithm
    };
    const Possible& most_likely() const;

  private:
    double likelihood(std::size_t which, double spread, std::size_t pair) const;

    const Sums& sums_;
    std::vector<Possible> possible_;
    std::vector<bool> counts_;        // pairs
    std::vector<std::size_t> widest_; // of each exposure the pair that differs most, and the next
};

} // namespace cloister
