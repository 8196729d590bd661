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

TEST(Quantity, TellsALengthInItsUnit) {
    EXPECT_EQ(length_text(std::chrono::nanoseconds(41'400)), "41 µs");
    EXPECT_EQ(length_text(std::chrono::microseconds(22'345)), "22.3 ms");
    EXPECT_EQ(length_text(std::chrono::milliseconds(4'400)), "4.4 s");
}

TEST(Quantity, CountsColumnsAndNotBytes) {
    EXPECT_EQ(right("41 µs", 6), " 41 µs");
    EXPECT_EQ(right("1,000", 3), "1,000");
}

} // namespace
} // namespace cloister
