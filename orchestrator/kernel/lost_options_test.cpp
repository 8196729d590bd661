// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/lost_options.hpp"

#include <gmock/gmock.h>

namespace cloister {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::string config = "CONFIG_SMP=y\n# CONFIG_SLUB_TINY is not set\nCONFIG_HZ=250\n";

TEST(LostOptions, NamesEveryOneThatDidNotSurvive) {
    const std::string fragment = "# why\nCONFIG_SMP=y\nCONFIG_KCMP=y\nCONFIG_HZ=1000\nCONFIG_SLUB_TINY=y\n";
    EXPECT_THAT(lost_options({fragment}, config),
                ElementsAre(LostOption{"CONFIG_KCMP", "y", "n"}, LostOption{"CONFIG_HZ", "1000", "250"},
                            LostOption{"CONFIG_SLUB_TINY", "y", "n"}));
}

TEST(LostOptions, UnsetIsNothingElseThanAbsent) {
    EXPECT_THAT(lost_options({"CONFIG_SLUB_TINY=n\n# CONFIG_DEBUG_LOCK_ALLOC is not set"}, config),
                IsEmpty());
}

TEST(LostOptions, TheLaterFragmentIsWhatWasAskedFor) {
    EXPECT_THAT(lost_options({"CONFIG_HZ=1000\n", "CONFIG_HZ=250\n"}, config), IsEmpty());
}

TEST(LostOptions, ALongerNameIsAnotherOption) {
    EXPECT_THAT(lost_options({"CONFIG_HZ_PERIODIC=250\n"}, config),
                ElementsAre(LostOption{"CONFIG_HZ_PERIODIC", "250", "n"}));
}

} // namespace
} // namespace cloister
