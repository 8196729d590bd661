// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/quantity.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

TEST(Quantity, GroupsThousands) {
    EXPECT_EQ(grouped(0), "0");
    EXPECT_EQ(grouped(999), "999");
    EXPECT_EQ(grouped(1000), "1,000");
    EXPECT_EQ(grouped(1234567), "1,234,567");
    EXPECT_EQ(grouped(100000), "100,000");
}

TEST(Quantity, KnowsOneFromMany) {
    EXPECT_EQ(quantity(0, "drain"), "0 drains");
    EXPECT_EQ(quantity(1, "drain"), "1 drain");
    EXPECT_EQ(quantity(2000, "task switch", "task switches"), "2,000 task switches");
}

} // namespace
} // namespace cloister
