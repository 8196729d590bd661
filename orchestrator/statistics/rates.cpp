// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/statistics/rates.hpp"

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>

namespace cloister {
namespace {

namespace math = boost::math;

// Doubles are exact enough, and long doubles ten times as slow.
const math::policies::policy<math::policies::promote_double<false>> in_doubles;

double real(std::uint64_t number) {
    return static_cast<double>(number);
}

// Of a binomial count.
double at_most(std::uint64_t number, std::uint64_t of, double share) {
    return number >= of ? 1 : math::ibetac(real(number) + 1, real(of - number), share, in_doubles);
}
double at_least(std::uint64_t number, std::uint64_t of, double share) {
    return number == 0 ? 1 : math::ibeta(real(number), real(of - number) + 1, share, in_doubles);
}

double share_of_new(const Exposure& exposure) {
    return exposure.new_side / (exposure.old_side + exposure.new_side);
}

double probability(std::uint64_t old_number, std::uint64_t new_number, const Exposure& exposure) {
    const std::uint64_t all = old_number + new_number;
    const double share = share_of_new(exposure);
    return std::min(1.0, 2 * std::min(at_most(new_number, all, share), at_least(new_number, all, share)));
}

// Whether the new rate is so many times the old one; what grows from nothing does so without bound.
bool reaches(const TwoCounts& counts, const Exposure& exposure, double times) {
    return real(counts.new_number) * exposure.old_side >= times * real(counts.old_number) * exposure.new_side;
}
bool falls_to(const TwoCounts& counts, const Exposure& exposure, double times) {
    return real(counts.new_number) * exposure.old_side <= times * real(counts.old_number) * exposure.new_side;
}

// For each old number that may be, as far as that matters, the least new one that is found higher.
struct Threshold {
    double chance = 0; // of that old number, and of those up to the next one looked at
    std::uint64_t new_number = 0;
};

std::uint64_t least_higher(std::uint64_t old_number, std::uint64_t from, const std::vector<Exposure>& over,
                           const RateRule& rule) {
    const auto found = [&](std::uint64_t number) { return is_higher({old_number, number, over}, rule); };
    std::uint64_t step = 1;
    while (!found(from + step))
        step *= 2;
    std::uint64_t low = from; // not found, or the first that could be
    std::uint64_t high = from + step;
    if (found(low))
        return low;
    while (high - low > 1) {
        const std::uint64_t middle = low + (high - low) / 2;
        (found(middle) ? high : low) = middle;
    }
    return high;
}

std::vector<Threshold> thresholds(double old_mean, const std::vector<Exposure>& over, const RateRule& rule) {
    if (old_mean <= 0)
        return {{1, least_higher(0, 0, over, rule)}};
    constexpr double unlikely = 1e-6;
    constexpr std::uint64_t steps = 200;
    const double spread = 5 * std::sqrt(old_mean) + 5;
    const auto from = static_cast<std::uint64_t>(std::max(0.0, old_mean - spread));
    const auto until = static_cast<std::uint64_t>(old_mean + spread);
    const std::uint64_t step = std::max<std::uint64_t>(1, (until - from) / steps);
    std::vector<Threshold> all;
    double before = 0;
    for (std::uint64_t number = from; number <= until; number += step) {
        // The last of the step stands for all of it: its threshold is the highest.
        const std::uint64_t last = number + step - 1;
        const double up_to = math::gamma_q(real(last) + 1, old_mean, in_doubles);
        if (up_to - before > unlikely / real(steps))
            all.push_back(
                {up_to - before, least_higher(last, all.empty() ? 0 : all.back().new_number, over, rule)});
        before = up_to;
    }
    return all;
}

double chance(const std::vector<Threshold>& all, double new_mean) {
    double sum = 0;
    for (const Threshold& each : all)
        if (each.new_number == 0)
            sum += each.chance;
        else if (new_mean > 0)
            sum += each.chance * math::gamma_p(real(each.new_number), new_mean, in_doubles);
    return sum;
}

} // namespace

Bounds rate_bounds(std::uint64_t number, double exposure, double confidence) {
    const double tail = (1 - confidence) / 2;
    Bounds bounds;
    if (number > 0)
        bounds.low = math::gamma_p_inv(real(number), tail, in_doubles) / exposure;
    bounds.high = math::gamma_q_inv(real(number) + 1, tail, in_doubles) / exposure;
    return bounds;
}

Bounds ratio_bounds(const TwoCounts& counts, double confidence) {
    const double tail = (1 - confidence) / 2;
    const Exposure& over = counts.over.front();
    const auto ratio = [&](double share) { return share / (1 - share) * over.old_side / over.new_side; };
    Bounds bounds;
    if (counts.new_number > 0)
        bounds.low =
            ratio(math::ibeta_inv(real(counts.new_number), real(counts.old_number) + 1, tail, in_doubles));
    if (counts.old_number > 0)
        bounds.high =
            ratio(math::ibetac_inv(real(counts.new_number) + 1, real(counts.old_number), tail, in_doubles));
    return bounds;
}

double probability_if_same(const TwoCounts& counts) {
    double greatest = 0;
    for (const Exposure& exposure : counts.over)
        greatest = std::max(greatest, probability(counts.old_number, counts.new_number, exposure));
    return greatest;
}

bool is_higher(const TwoCounts& counts, const RateRule& rule) {
    return counts.new_number > 0 &&
           std::all_of(counts.over.begin(), counts.over.end(),
                       [&](const Exposure& each) { return reaches(counts, each, 1 + rule.least_effect); }) &&
           probability_if_same(counts) <= rule.level;
}

bool is_lower(const TwoCounts& counts, const RateRule& rule) {
    return counts.old_number > 0 &&
           std::all_of(
               counts.over.begin(), counts.over.end(),
               [&](const Exposure& each) { return falls_to(counts, each, 1 / (1 + rule.least_effect)); }) &&
           probability_if_same(counts) <= rule.level;
}

double chance_of_finding(double old_rate, double new_rate, const std::vector<Exposure>& over,
                         const RateRule& rule) {
    return chance(thresholds(old_rate * over.front().old_side, over, rule), new_rate * over.front().new_side);
}

double smallest_found(double old_rate, const std::vector<Exposure>& over, const RateRule& rule,
                      double wanted) {
    const std::vector<Threshold> all = thresholds(old_rate * over.front().old_side, over, rule);
    double low = old_rate * over.front().new_side;
    double high = low + 1;
    while (chance(all, high) < wanted)
        high *= 2;
    constexpr double close = 1e-4;
    while (high - low > close * high) {
        const double middle = (low + high) / 2;
        (chance(all, middle) < wanted ? low : high) = middle;
    }
    return high / over.front().new_side;
}

} // namespace cloister
