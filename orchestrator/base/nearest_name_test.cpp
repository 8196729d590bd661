// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/nearest_name.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

const std::vector<std::string> claims{"local-drains-interrupt", "quiet-baseline", "drains-complete"};

TEST(NearestName, ForgivesSwappedMissingAndWrongLetters) {
    EXPECT_EQ(nearest_name("quite-baseline", claims), "quiet-baseline");
    EXPECT_EQ(nearest_name("drain-complete", claims), "drains-complete");
    EXPECT_EQ(nearest_name("local-drains-interupts", claims), "local-drains-interrupt");
    EXPECT_EQ(nearest_name("-qq", {"-q", "-v"}), "-q");
}

TEST(NearestName, DoesNotGuessWildly) {
    EXPECT_EQ(nearest_name("silence", claims), std::nullopt);
    EXPECT_EQ(nearest_name("", claims), std::nullopt);
    EXPECT_EQ(nearest_name("x", {}), std::nullopt);
}

TEST(NearestName, MakesTheSentence) {
    EXPECT_EQ(unknown_name("claim", "quite-baseline", claims),
              "unknown claim 'quite-baseline': did you mean quiet-baseline?");
    EXPECT_EQ(unknown_name("machine", "bochs", {"qemu", "fake"}),
              "unknown machine 'bochs': one of qemu, fake");
}

} // namespace
} // namespace cloister
