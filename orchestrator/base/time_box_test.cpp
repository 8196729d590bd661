// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/time_box.hpp"

#include "orchestrator/base/lab_error.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

using namespace std::chrono_literals;

TEST(TimeBox, WithoutEndNeverBreaksOff) {
    TimeBox time(std::nullopt);
    std::string shown;
    time.breaking_off([&](const ProgressStep& step) { shown = step.what; })({"kernel 6.12", "build"});
    EXPECT_EQ(shown, "kernel 6.12");
    EXPECT_FALSE(time.is_over());
    EXPECT_FALSE(time.broke_off());
}

TEST(TimeBox, BreaksOffWhatIsBuiltOnceItIsOver) {
    TimeBox time(0ns);
    while (!time.is_over())
        ;
    EXPECT_FALSE(time.broke_off()) << "nothing was built yet";
    const OnProgress on_progress = time.breaking_off([](const ProgressStep&) { FAIL(); });
    EXPECT_THROW(on_progress({"kernel 6.12", "build"}), LabError);
    EXPECT_TRUE(time.broke_off());
}

} // namespace
} // namespace cloister
