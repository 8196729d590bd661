// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/statistics/restlessness.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace cloister {
namespace {

// By how much the rate of nights may differ besides by chance, as a share of it.
constexpr std::array<double, 12> spreads{0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6, 0.8, 1.2, 1.8, 2.7};

// Few go beyond this before anything was seen: a half of the normal distribution.
constexpr double usual_spread = 0.3;

// How much more than chance, were they the same: of the difference of both sides.
double inflation(const Sums& sums, const RowPart& in, std::size_t split, std::size_t which, double spread) {
    const double rate = static_cast<double>(sums.number(in)) / sums.over(which, in);
    double by_chance = 0;
    double altogether = 0;
    for (const RowPart& side : {RowPart{in.begin, split}, RowPart{split, in.end}}) {
        const double over = sums.over(which, side);
        by_chance += 1 / (rate * over);
        altogether += 1 / (rate * over) + spread * spread * sums.over_squared(which, side) / (over * over);
    }
    return altogether / by_chance;
}

} // namespace

double Restlessness::likelihood(std::size_t which, double spread, std::size_t pair) const {
    // Neighbours overlap: three tell as much as two that do not (von Neumann, Annals of Mathematical
    // Statistics 12, 1941).
    constexpr double independent = 2.0 / 3;
    if (pair == 0 || !counts_[pair])
        return 0;
    const Pair& of = sums_.pair(which, pair);
    const double variance = 1 + spread * spread * of.grows;
    return -independent / 2 * (std::log(variance) + of.apart / variance);
}

Restlessness::Restlessness(const Sums& sums, std::size_t nights, const std::vector<std::size_t>& changes)
    : sums_(sums), counts_(nights), widest_(2 * sums.exposures()) {
    for (std::size_t i = 1; i < nights; ++i)
        counts_[i] = sums.tells(i);
    for (const std::size_t at : changes)
        counts_[at] = false;
    for (std::size_t which = 0; which < sums.exposures(); ++which) {
        std::size_t& widest = widest_[2 * which];
        std::size_t& next = widest_[2 * which + 1];
        const auto apart = [&](std::size_t pair) { return pair == 0 ? -1 : sums.pair(which, pair).apart; };
        for (std::size_t i = 1; i < nights; ++i) {
            if (!counts_[i] || apart(i) <= apart(next))
                continue;
            next = i;
            if (apart(next) > apart(widest))
                std::swap(next, widest);
        }
        for (const double spread : spreads) {
            const double beyond = spread / usual_spread;
            Possible& each = possible_.emplace_back(Possible{which, spread, -beyond * beyond / 2});
            for (std::size_t i = 1; i < nights; ++i)
                each.likelihood += likelihood(which, spread, i);
        }
    }
}

// Without the pair that the split lies between, and the widest of the others, which may be a change as well.
double Restlessness::probability(const RowPart& in, const Split& split) const {
    std::vector<double> weights;
    for (const Possible& each : possible_) {
        const std::size_t widest = widest_[2 * each.which];
        const std::size_t other = widest == split.at ? widest_[2 * each.which + 1] : widest;
        weights.push_back(each.likelihood - likelihood(each.which, each.spread, split.at) -
                          likelihood(each.which, each.spread, other));
    }
    const double most = *std::max_element(weights.begin(), weights.end());
    double together = 0;
    double as_clear = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const Possible& each = possible_[i];
        const double weight = std::exp(weights[i] - most);
        together += weight;
        as_clear += weight * std::erfc(std::sqrt(split.evidence / 2 /
                                                 inflation(sums_, in, split.at, each.which, each.spread)));
    }
    return as_clear / together;
}

const Restlessness::Possible& Restlessness::most_likely() const {
    return *std::max_element(
        possible_.begin(), possible_.end(),
        [](const Possible& one, const Possible& other) { return one.likelihood < other.likelihood; });
}

} // namespace cloister
