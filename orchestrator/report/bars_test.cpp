// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/bars.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

TEST(Bar, IsAsLongAsItsShareAndPaddedToAllColumns) {
    EXPECT_EQ(bar(1, 4), "████");
    EXPECT_EQ(bar(0.5, 4), "██  ");
    EXPECT_EQ(bar(0.625, 2), "█▎");
    EXPECT_EQ(bar(0, 4), "    ");
    EXPECT_EQ(bar(7, 2), "██");
}

TEST(Bar, ShowsWhatIsTooLittleToShow) {
    EXPECT_EQ(bar(0.000001, 3), "▏  ");
}

TEST(ColumnsOf, AreOnOneScaleThatHasZero) {
    EXPECT_EQ(columns_of({0, 50, 100}), "▁▅█");
    EXPECT_EQ(columns_of({100, 100}), "██");
    EXPECT_EQ(columns_of({0, -2, 18}), "▂▁█");
    EXPECT_EQ(columns_of({0, 0}), "▁▁");
}

TEST(ColumnsOf, TellNoNumberFromZero) {
    EXPECT_EQ(columns_of({std::nullopt, 0, 5}), "·▁█");
    EXPECT_EQ(columns_of({}), "");
}

} // namespace
} // namespace cloister
