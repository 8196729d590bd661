// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/statistics/medians.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <random>

namespace cloister {
namespace {

ValuesByTrial one_a_trial(const std::vector<double>& values) {
    ValuesByTrial trials;
    for (const double value : values)
        trials.push_back({value});
    return trials;
}

// Of the 20 ways to share six trials out, two lie as far apart: this one and its mirror.
TEST(Medians, ShareTrialsOutInEveryWay) {
    const ComparedMedians compared = compare_medians(one_a_trial({1, 2, 3}), one_a_trial({20, 30, 40}), 1);
    EXPECT_DOUBLE_EQ(compared.probability, 2.0 / 20);
    EXPECT_DOUBLE_EQ(compared.ratio, 15);
    EXPECT_LE(compared.bounds.low, 15);
    EXPECT_GE(compared.bounds.high.value(), 15);
}

// 5 and 5: 2 of 252.
TEST(Medians, AreSurerWithMoreTrials) {
    EXPECT_DOUBLE_EQ(
        compare_medians(one_a_trial({1, 1, 1, 1, 1}), one_a_trial({2, 2, 2, 2, 2}), 1).probability,
        2.0 / 252);
}

// However many values it has: they are of one boot.
TEST(Medians, TellNothingByOneTrialASide) {
    const ValuesByTrial low{std::vector<double>(1000, 1.0)};
    const ValuesByTrial high{std::vector<double>(1000, 2.0)};
    EXPECT_DOUBLE_EQ(compare_medians(low, high, 1).probability, 1);
    EXPECT_DOUBLE_EQ(compare_medians(low, high, 1).ratio, 2);
}

TEST(Medians, FollowFromTheSeed) {
    std::vector<double> low;
    std::vector<double> high;
    for (int i = 0; i < 12; ++i) {
        low.push_back(100 + i);
        high.push_back(103 + i);
    }
    const ComparedMedians once = compare_medians(one_a_trial(low), one_a_trial(high), 7);
    const ComparedMedians again = compare_medians(one_a_trial(low), one_a_trial(high), 7);
    EXPECT_EQ(once.probability, again.probability);
    EXPECT_EQ(once.bounds.low, again.bounds.low);
    EXPECT_GT(once.probability, 0);
    EXPECT_LT(once.probability, 0.5);
}

// Where nothing changed it says so as often as it should: 1 in 100 at the level of 1 in 100.
TEST(Medians, AreNotApartByChance) {
    std::mt19937_64 random(20261126);
    std::lognormal_distribution<double> length(0, 1);
    constexpr int pairs = 2000;
    int found = 0;
    for (int i = 0; i < pairs; ++i) {
        std::vector<double> low;
        std::vector<double> high;
        for (int trial = 0; trial < 6; ++trial) {
            low.push_back(length(random));
            high.push_back(length(random));
        }
        found += probability_if_alike(one_a_trial(low), one_a_trial(high), 1) <= 0.01 ? 1 : 0;
    }
    std::printf("%d of %d pairs that are alike are told apart at the level of 1 %%\n", found, pairs);
    EXPECT_LE(found, pairs / 100 + 15); // three standard deviations
    EXPECT_GE(found, 3);
}

} // namespace
} // namespace cloister
