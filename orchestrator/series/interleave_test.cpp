// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/series/interleave.hpp"

#include <gmock/gmock.h>

#include <set>

namespace cloister {
namespace {

using ::testing::ElementsAre;

Plan plan_of(std::uint64_t seed) {
    Plan plan;
    plan.seed = seed;
    for (const std::uint32_t repetition : {1U, 2U})
        for (const char* mode : {"a", "b", "c", "d"}) {
            TrialSpec& spec = plan.trials.emplace_back();
            spec.cell = {"6.12", mode, "spin+none"};
            spec.repetition = repetition;
        }
    return plan;
}

std::vector<std::string> order(std::uint64_t seed) {
    Plan plan = plan_of(seed);
    interleave(plan);
    std::vector<std::string> order;
    for (const TrialSpec& spec : plan.trials)
        order.push_back(spec.cell.mode + std::to_string(spec.repetition));
    return order;
}

TEST(Interleave, IsTheSameForTheSameSeedEverywhere) {
    EXPECT_THAT(order(1), ElementsAre("b1", "c1", "d1", "a1", "d2", "b2", "a2", "c2"));
}

TEST(Interleave, KeepsEveryTrialAndEachRepetitionTogether) {
    std::set<std::vector<std::string>> orders;
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        const std::vector<std::string> now = order(seed);
        orders.insert(now);
        EXPECT_EQ(std::set<std::string>(now.begin(), now.end()).size(), 8U);
        for (std::size_t i = 0; i < now.size(); ++i)
            EXPECT_EQ(now[i][1], i < 4 ? '1' : '2');
    }
    EXPECT_GT(orders.size(), 80U); // of 576
}

} // namespace
} // namespace cloister
