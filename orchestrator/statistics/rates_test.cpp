// SPDX-License-Identifier: GPL-2.0-or-later
// Known values: R's poisson.test(c(11, 21), c(800, 3011)) for the interval of the ratio (its example, turned
// round), Garwood's table for one rate, and sums of binomial and Poisson terms in exact fractions for the
// rest.
#include "orchestrator/statistics/rates.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace cloister {
namespace {

const std::vector<Exposure> alike{{1, 1}};

TEST(Rates, AreBoundedAsGarwoodHasIt) {
    EXPECT_EQ(rate_bounds(0, 1).low, 0);
    EXPECT_NEAR(rate_bounds(0, 1).high.value(), 3.688879, 1e-6); // -ln 0.025
    EXPECT_NEAR(rate_bounds(1, 1).low, 0.025318, 1e-6);
    EXPECT_NEAR(rate_bounds(1, 1).high.value(), 5.571643, 1e-6);
    EXPECT_NEAR(rate_bounds(10, 1).low, 4.795389, 1e-6);
    EXPECT_NEAR(rate_bounds(10, 1).high.value(), 18.390356, 1e-6);
    EXPECT_NEAR(rate_bounds(100, 10).high.value(), 12.162679, 1e-6);
}

TEST(Rates, HaveTheIntervalOfTheirRatio) {
    const Bounds known = ratio_bounds({21, 11, {{3011, 800}}});
    EXPECT_NEAR(known.low, 0.8584264, 1e-7);
    EXPECT_NEAR(known.high.value(), 4.2772659, 1e-7);
    EXPECT_NEAR(ratio_bounds({3, 17, {{10, 20}}}).high.value(), 15.0904393, 1e-6);
    const Bounds from_zero = ratio_bounds({0, 5, alike});
    EXPECT_NEAR(from_zero.low, 0.9163559, 1e-7);
    EXPECT_FALSE(from_zero.high);
    EXPECT_EQ(ratio_bounds({5, 0, alike}).low, 0);
    EXPECT_NEAR(ratio_bounds({5, 0, alike}).high.value(), 1 / 0.9163559, 1e-6);
    EXPECT_FALSE(ratio_bounds({0, 0, alike}).high);
}

TEST(Rates, AreTestedExactly) {
    EXPECT_NEAR(probability_if_same({21, 11, {{3011, 800}}}), 0.1120173, 1e-7);
    EXPECT_DOUBLE_EQ(probability_if_same({0, 5, alike}), 0.0625);
    EXPECT_DOUBLE_EQ(probability_if_same({0, 13, alike}), std::pow(2, -12));
    EXPECT_NEAR(probability_if_same({3, 17, {{10, 20}}}), 0.1208929, 1e-7);
    EXPECT_DOUBLE_EQ(probability_if_same({0, 0, alike}), 1);
    EXPECT_DOUBLE_EQ(probability_if_same({7, 7, alike}), 1);
}

// A window that took twice as long saw twice as many: by the clock nothing has changed, by the drains much.
TEST(Rates, MustDifferOverEachOfWhatTheyMayFollow) {
    const TwoCounts doubled{100, 200, {{10, 20}, {1000, 1000}}};
    EXPECT_FALSE(is_higher(doubled, {}));
    EXPECT_TRUE(is_higher({100, 200, {{1000, 1000}}}, {}));
    EXPECT_TRUE(is_higher({100, 600, {{10, 20}, {1000, 1000}}}, {}));
}

TEST(Rates, MustDifferByTheLeastEffect) {
    EXPECT_TRUE(is_higher({100000, 130000, alike}, {0.01, 0.2}));
    EXPECT_FALSE(is_higher({100000, 110000, alike}, {0.01, 0.2}));
    EXPECT_TRUE(is_higher({100000, 110000, alike}, {0.01, 0.05}));
    EXPECT_TRUE(is_lower({130000, 100000, alike}, {0.01, 0.2}));
    EXPECT_FALSE(is_lower({110000, 100000, alike}, {0.01, 0.2}));
    EXPECT_FALSE(is_higher({0, 0, alike}, {}));
    EXPECT_FALSE(is_lower({0, 0, alike}, {}));
}

// From nothing 8 are needed (2·0.5⁸ < 0.01), which 11.77 on average give 9 times in 10.
TEST(Rates, TellTheSmallestThatWouldHaveBeenFound) {
    EXPECT_NEAR(smallest_found(0, alike, {0.01, 0.2}), 11.7709, 0.01);
    EXPECT_NEAR(smallest_found(0, {{1, 2}}, {0.01, 0.2}) * 2, smallest_found(0, {{2, 4}}, {0.01, 0.2}) * 4,
                0.01);
    // All 10 and all 30 that may come, one by one.
    EXPECT_NEAR(chance_of_finding(10, 30, alike, {0.01, 0.2}), 0.69961, 1e-4);
}

std::uint64_t poisson(double mean, std::mt19937_64& random) {
    return std::poisson_distribution<std::uint64_t>(mean)(random);
}

// What is said of the smallest holds: drawn 2,000 times, it is found 85 times in 100 at the least.
TEST(Rates, AreFoundAsOftenAsIsSaid) {
    std::mt19937_64 random(20261126);
    const RateRule rule{0.01 / 40, 0.2};
    for (const double old_rate : {0.0, 0.3, 5.0, 200.0, 40000.0}) {
        const double new_rate = smallest_found(old_rate, alike, rule);
        EXPECT_NEAR(chance_of_finding(old_rate, new_rate, alike, rule), 0.9, 0.001) << old_rate;
        constexpr int pairs = 2000;
        int found = 0;
        for (int i = 0; i < pairs; ++i)
            found += is_higher({poisson(old_rate, random), poisson(new_rate, random), alike}, rule) ? 1 : 0;
        std::printf("from %g to %g: found in %d of %d\n", old_rate, new_rate, found, pairs);
        EXPECT_GE(found, pairs * 85 / 100) << old_rate << " to " << new_rate;
    }
}

} // namespace
} // namespace cloister
