// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/qemu/schedstat.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

namespace cloister {
namespace {

TEST(Schedstat, TheSecondNumberIsTheWait) {
    EXPECT_EQ(parse_waited("123456 789 42\n"), std::chrono::nanoseconds(789));
    EXPECT_EQ(parse_waited(""), std::nullopt);
    EXPECT_EQ(parse_waited("0\n"), std::nullopt);
}

TEST(Schedstat, AThreadThatIsGoneHasNone) {
    EXPECT_NE(waited(::getpid()), std::nullopt);
    EXPECT_EQ(waited(-1), std::nullopt);
}

} // namespace
} // namespace cloister
