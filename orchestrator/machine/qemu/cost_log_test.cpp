// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/qemu/cost_log.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace cloister {
namespace {

TEST(CostLog, TellsOperationsApart) {
    const std::vector<CountedOperation> operations =
        counted_operations("turn 0 2721 8 167 900 310 1\nturn 1 12 0 3 5 2 0\nturn 0 2726 10 169 902 311 1\n"
                           "place 0 ffffffff81000010 5447\nend\nend\n");
    ASSERT_EQ(operations.size(), 2U);
    const CountedOperation& first = operations[0];
    EXPECT_EQ(first.turns.at(CpuId{0}),
              (std::vector<TurnCost>{{2721, 8, 167, 900, 310, 1}, {2726, 10, 169, 902, 311, 1}}));
    EXPECT_EQ(first.turns.at(CpuId{1}), (std::vector<TurnCost>{{12, 0, 3, 5, 2, 0}}));
    EXPECT_EQ(first.places.at(CpuId{0}).at(0xffffffff81000010), 5447U);
    EXPECT_EQ(operations[1], CountedOperation()); // it was refused
}

TEST(CostLog, RefusesWhatIsCutOff) {
    EXPECT_THROW(counted_operations("turn 0 2721 8 167 900 310 1\n"), std::runtime_error);
    EXPECT_THROW(counted_operations("turn 0 2721 8 167\nend\n"), std::runtime_error);
    EXPECT_THROW(counted_operations("turn 0 2721 8 167 900 310 x\nend\n"), std::runtime_error);
    EXPECT_TRUE(counted_operations("").empty());
}

} // namespace
} // namespace cloister
