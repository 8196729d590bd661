// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/gap_histogram.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

using std::chrono::nanoseconds;

std::vector<std::pair<std::int64_t, std::uint64_t>> bins_of(const std::vector<std::int64_t>& lengths) {
    GapHistogram histogram;
    for (const std::int64_t length : lengths)
        histogram.count(nanoseconds(length));
    std::vector<std::pair<std::int64_t, std::uint64_t>> bins;
    for (const GapBin& bin : histogram.bins())
        bins.emplace_back(bin.from.count(), bin.number);
    return bins;
}

TEST(GapHistogram, NoGapsAreNoBins) {
    EXPECT_TRUE(bins_of({}).empty());
}

TEST(GapHistogram, ABinHoldsItsBeginningAndNotItsEnd) {
    EXPECT_EQ(
        bins_of({1000, 1999, 2000, 4999, 5000, 9999, 10'000}),
        (std::vector<std::pair<std::int64_t, std::uint64_t>>{{1000, 2}, {2000, 2}, {5000, 2}, {10'000, 1}}));
}

TEST(GapHistogram, BelowAMicrosecondIsOneBin) {
    EXPECT_EQ(bins_of({0, 999}), (std::vector<std::pair<std::int64_t, std::uint64_t>>{{0, 2}}));
}

TEST(GapHistogram, EmptyBinsBetweenAreThere) {
    EXPECT_EQ(bins_of({2000, 20'000}).size(), 4U);
}

TEST(GapHistogram, WhatIsBeyondEveryBinIsInTheLast) {
    EXPECT_EQ(bins_of({INT64_MAX}).back().second, 1U);
}

} // namespace
} // namespace cloister
