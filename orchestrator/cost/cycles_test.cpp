// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cost/cycles.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

Cost counted() {
    Cost cost;
    for (const char* name : {"anon-fault", "fork-exit"}) {
        OperationCost& each = cost.operations.emplace_back();
        each.name = name;
        each.kernel = "6.12";
        each.mode = "remote";
    }
    return cost;
}

TEST(Cycles, AreTheMedianOfTheBootsWithTheirSpread) {
    Cost cost = counted();
    add_cycles("6.12", "remote",
               {"[    1.2] Run /init\ncloister cycles anon-fault 1230\r\ncloister cycles fork-exit 90210\r\n",
                "cloister cycles anon-fault 1210\r\n", "cloister cycles anon-fault 1222\r\n"},
               cost);
    ASSERT_TRUE(cost.operations[0].cycles);
    EXPECT_EQ(cost.operations[0].cycles->boots, 3U);
    EXPECT_EQ(cost.operations[0].cycles->median, 1222U);
    EXPECT_EQ(cost.operations[0].cycles->least, 1210U);
    EXPECT_EQ(cost.operations[0].cycles->most, 1230U);
    EXPECT_FALSE(cost.operations[1].cycles); // one boot is no spread
}

TEST(Cycles, AreOfTheirKernelAndModeAlone) {
    Cost cost = counted();
    add_cycles("6.12", "local", {"cloister cycles anon-fault 1230\n"}, cost);
    EXPECT_FALSE(cost.operations[0].cycles);
    add_cycles("6.12", "remote", {"cloister cycles anon-fault many\n"}, cost);
    EXPECT_FALSE(cost.operations[0].cycles);
}

TEST(Cycles, AreSteadyUpToTwoPerCent) {
    EXPECT_TRUE(is_steady({10, 1000, 990, 1010}));
    EXPECT_FALSE(is_steady({10, 1000, 990, 1011}));
}

} // namespace
} // namespace cloister
