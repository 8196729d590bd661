// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cost/counted_boot.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace cloister {
namespace {

TEST(CountedBoot, JoinsConsoleAndLog) {
    const CountedBoot boot = counted_boot(
        "[    1.2] Run /init as init process\r\ncloister operation anon-fault\r\n"
        "cloister operation cache-read refused: pread: Input/output error\r\ncloister cost done\r\n",
        "turn 0 2721 8 167 900 310 1\nplace 0 ffffffff81000010 2721\nend\nend\n");
    ASSERT_EQ(boot.operations.size(), 2U);
    EXPECT_EQ(boot.operations[0].name, "anon-fault");
    EXPECT_EQ(boot.operations[0].refused, std::nullopt);
    EXPECT_EQ(boot.operations[0].counted.turns.at(CpuId{0}).front().instructions, 2721U);
    EXPECT_EQ(boot.operations[1].name, "cache-read");
    EXPECT_EQ(boot.operations[1].refused, "pread: Input/output error");
}

TEST(CountedBoot, KnowsWhyNothingWasDone) {
    const CountedBoot boot = counted_boot("cloister cost refused: /proc/cmdline says 'local'\r\n", "");
    EXPECT_EQ(boot.refused, "/proc/cmdline says 'local'");
    EXPECT_TRUE(boot.operations.empty());
}

TEST(CountedBoot, BelievesNoLogOfSomethingElse) {
    EXPECT_THROW(counted_boot("cloister operation anon-fault\ncloister cost done\n", ""), std::runtime_error);
}

TEST(CountedBoot, IsDoneWhenItSaysSo) {
    EXPECT_FALSE(is_done("cloister operation anon-fault\n"));
    EXPECT_TRUE(is_done("cloister operation anon-fault\ncloister cost done\n"));
    EXPECT_TRUE(is_done("cloister cost refused: no\n"));
}

} // namespace
} // namespace cloister
