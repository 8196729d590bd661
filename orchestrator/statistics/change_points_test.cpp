// SPDX-License-Identifier: GPL-2.0-or-later
// Rows that are drawn: how often is there an alarm where nothing changed, and how often none where something
// did? The figures are printed; the seed is fixed.
#include "orchestrator/statistics/change_points.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <random>

namespace cloister {
namespace {

using Random = std::mt19937_64;

std::vector<Counted> row(const std::vector<std::uint64_t>& numbers) {
    std::vector<Counted> all;
    for (const std::uint64_t number : numbers)
        all.push_back({number, {20}});
    return all;
}

std::vector<std::size_t> places(const std::vector<ChangePoint>& changes) {
    std::vector<std::size_t> all;
    for (const ChangePoint& change : changes)
        all.push_back(change.at);
    return all;
}

using Places = std::vector<std::size_t>;

// How nights are drawn. spread: how much they differ besides by chance, as a share of the rate.
struct Nights {
    double mean = 0;
    double spread = 0;
    bool stretched =
        false; // by a busy host, up to three times: then the count follows the clock, not the calls
};

Counted night(const Nights& how, Random& random) {
    const double longer = how.stretched ? std::uniform_real_distribution<double>(1, 3)(random) : 1;
    double mean = how.mean * longer;
    if (how.spread > 0 && mean > 0) {
        const double shape = 1 / (how.spread * how.spread);
        mean = std::gamma_distribution<double>(shape, mean / shape)(random);
    }
    const std::uint64_t number = mean > 0 ? std::poisson_distribution<std::uint64_t>(mean)(random) : 0;
    return how.stretched ? Counted{number, {20 * longer, 500}} : Counted{number, {20}};
}

std::vector<Counted> drawn(std::size_t nights, const Nights& how, Random& random) {
    std::vector<Counted> all;
    for (std::size_t i = 0; i < nights; ++i)
        all.push_back(night(how, random));
    return all;
}

TEST(ChangePoints, AreNoneInARowOfNoneOrOne) {
    EXPECT_TRUE(changes_of_rate({}, {}).empty());
    EXPECT_TRUE(changes_of_rate(row({7}), {}).empty());
    EXPECT_TRUE(changes_of_none({}, {}).empty());
    EXPECT_TRUE(changes_of_none(row({7}), {}).empty());
    EXPECT_TRUE(changes_exactly({}).empty());
    EXPECT_TRUE(changes_of_rate(row({0, 0, 0, 0}), {}).empty());
}

TEST(ChangePoints, NameTheFirstNightOfTheNewLevel) {
    EXPECT_EQ(places(changes_of_rate(row({5, 7, 4, 6, 5, 60, 55, 63}), {})), (Places{5}));
    EXPECT_EQ(places(changes_of_rate(row({60, 55, 63, 5, 7, 4, 6, 5}), {})), (Places{3}));
}

// The last night alone: nobody waits for a second one.
TEST(ChangePoints, AreToldAtOnceWhereTheyAreClear) {
    EXPECT_EQ(places(changes_of_rate(row({5, 7, 4, 6, 5, 60}), {})), (Places{5}));
    EXPECT_TRUE(changes_of_rate(row({5, 7, 4, 6, 5, 11}), {}).empty());
}

// Three bad nights in a thousand, long ago.
TEST(ChangePoints, TellOfWhatCameAndWentAgain) {
    std::vector<std::uint64_t> numbers(1000, 10);
    numbers[400] = numbers[401] = numbers[402] = 100;
    EXPECT_EQ(places(changes_of_rate(row(numbers), {})), (Places{400, 403}));
}

// The first one may be anything; the second is no news, unless it is far more, or stays.
TEST(ChangePoints, AreNotWhatComesForANightAgainAndAgain) {
    std::vector<std::uint64_t> numbers(60, 100);
    numbers[20] = 400;
    EXPECT_EQ(places(changes_of_rate(row(numbers), {})), (Places{20, 21}));
    numbers[40] = 350;
    EXPECT_TRUE(changes_of_rate(row(numbers), {}).empty());
    numbers[59] = 380;
    EXPECT_TRUE(changes_of_rate(row(numbers), {}).empty());
    numbers.push_back(390);
    EXPECT_EQ(places(changes_of_rate(row(numbers), {})), (Places{59}));
    numbers[40] = 4000;
    numbers.pop_back();
    numbers[59] = 100;
    EXPECT_EQ(places(changes_of_rate(row(numbers), {})), (Places{40, 41}));
}

TEST(ChangePoints, AreNoneBeneathTheLeastEffect) {
    std::vector<std::uint64_t> numbers(20, 100000);
    std::fill(numbers.begin() + 10, numbers.end(), 110000);
    EXPECT_TRUE(changes_of_rate(row(numbers), {0.01, 0.2}).empty());
    EXPECT_EQ(places(changes_of_rate(row(numbers), {0.01, 0.05})), (Places{10}));
}

// By the clock nothing has changed, by the calls much: nobody knows which one it follows.
TEST(ChangePoints, MustShowByEachExposure) {
    std::vector<Counted> longer(10, {100, {10, 1000}});
    longer.insert(longer.end(), 10, {200, {20, 1000}});
    EXPECT_TRUE(changes_of_rate(longer, {}).empty());
    std::vector<Counted> more(10, {100, {10, 1000}});
    more.insert(more.end(), 10, {600, {20, 1000}});
    EXPECT_EQ(places(changes_of_rate(more, {})), (Places{10}));
}

TEST(ChangePoints, TellOfASingleOneWhereNoneIsClaimed) {
    const std::vector<ChangePoint> changes = changes_of_none(row({0, 0, 0, 1, 0}), {});
    EXPECT_EQ(places(changes), (Places{3}));
    EXPECT_FALSE(changes.front().probability);
    // It broke, was mended, and broke again.
    EXPECT_EQ(places(changes_of_none(row({0, 0, 90, 80, 85, 0, 0, 0, 0, 1}), {})), (Places{2, 5, 9}));
}

TEST(ChangePoints, AreWhateverDiffersWhereItIsExact) {
    const std::vector<Counted> costs{{2788, {}}, {2788, {}}, {2789, {}}, {2789, {}}};
    EXPECT_EQ(places(changes_exactly(costs)), (Places{2}));
    // As many a drain: a run that was longer is no other.
    EXPECT_TRUE(changes_exactly({{1000, {1000}}, {300, {300}}}).empty());
    EXPECT_EQ(places(changes_exactly({{1000, {1000}}, {301, {300}}})), (Places{1}));
}

// At a level of 1 % one row in a hundred may; and nights that differ by themselves are no alarm either.
TEST(ChangePoints, AreNoAlarmOnNoise) {
    Random random(20261126);
    constexpr int rows = 1000;
    for (const std::size_t nights : {3U, 10U, 40U, 200U})
        for (const Nights& how : {Nights{0.05}, Nights{2}, Nights{100}, Nights{100, 0, true},
                                  Nights{100, 0.1}, Nights{100, 0.3}}) {
            int alarms = 0;
            for (int i = 0; i < rows; ++i)
                alarms += changes_of_rate(drawn(nights, how, random), {}).empty() ? 0 : 1;
            std::printf("%zu nights of %g, spread %g%s: %d alarms in %d rows\n", nights, how.mean, how.spread,
                        how.stretched ? ", stretched" : "", alarms, rows);
            EXPECT_LE(alarms, rows / 100 + 3) << nights << " nights of " << how.mean;
        }
}

// Doubled in the middle of 40 nights: found, and the first bad night is right, or the one beside it.
TEST(ChangePoints, FindWhatIsThere) {
    Random random(20261127);
    constexpr int rows = 500;
    for (const Nights& how : {Nights{10}, Nights{100}, Nights{100, 0, true}, Nights{100, 0.1}}) {
        int found = 0;
        int near = 0;
        for (int i = 0; i < rows; ++i) {
            std::vector<Counted> all = drawn(20, how, random);
            const std::vector<Counted> worse = drawn(20, {2.5 * how.mean, how.spread, how.stretched}, random);
            all.insert(all.end(), worse.begin(), worse.end());
            const std::vector<ChangePoint> changes = changes_of_rate(all, {});
            found += changes.size() == 1 ? 1 : 0;
            near += changes.size() == 1 && changes[0].at >= 19 && changes[0].at <= 21 ? 1 : 0;
        }
        std::printf("from %g to %g, spread %g: found in %d of %d, in its place in %d\n", how.mean,
                    2.5 * how.mean, how.spread, found, rows, near);
        EXPECT_GE(found, rows * 95 / 100);
        EXPECT_GE(near, rows * 90 / 100);
    }
}

} // namespace
} // namespace cloister
