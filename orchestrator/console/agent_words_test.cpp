// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/console/agent_words.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

TEST(AgentWords, AreTheLineThatItBegan) {
    EXPECT_EQ(agent_words("[ 1.2] init: cloister agent: no\r\ncloister agent: mount /proc: denied\r\nreboot"),
              "mount /proc: denied");
    EXPECT_EQ(agent_words("cloister agent: not every CPU comes online"), "not every CPU comes online");
    EXPECT_EQ(agent_words("reboot: Power down\n"), std::nullopt);
    EXPECT_EQ(agent_words(""), std::nullopt);
}

} // namespace
} // namespace cloister
