// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/statistics/holm.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

void expect_near(const std::vector<double>& got, const std::vector<double>& wanted) {
    ASSERT_EQ(got.size(), wanted.size());
    for (std::size_t i = 0; i < got.size(); ++i)
        EXPECT_NEAR(got[i], wanted[i], 1e-12) << i;
}

// R: p.adjust(c(0.01, 0.02, 0.03, 0.04), "holm"), by hand 4·0.01, 3·0.02, then never less.
TEST(Holm, MultipliesTheLeastByAllAndTheNextByTheRest) {
    expect_near(holm_adjusted({0.01, 0.02, 0.03, 0.04}), {0.04, 0.06, 0.06, 0.06});
}

TEST(Holm, KeepsTheOrderThatWasGiven) {
    expect_near(holm_adjusted({0.5, 0.001, 0.02}), {0.5, 0.003, 0.04});
}

TEST(Holm, StaysAProbability) {
    expect_near(holm_adjusted({0.9, 0.8}), {1, 1});
    expect_near(holm_adjusted({}), {});
}

} // namespace
} // namespace cloister
