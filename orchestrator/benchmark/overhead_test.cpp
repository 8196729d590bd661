// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/benchmark/overhead.hpp"

#include <gmock/gmock.h>

namespace cloister {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

TrialTimes trial(std::chrono::nanoseconds bare_boot, std::chrono::nanoseconds window) {
    TrialTimes times;
    times.kind = window == 0s ? "boot" : "drains";
    times.bare_boot = bare_boot;
    times.window = window;
    times.boot = bare_boot;
    return times;
}

RunTimes run(std::chrono::nanoseconds wall) {
    RunTimes times;
    times.trials = {trial(2s, 4s), trial(2s, 1s)};
    times.wall = wall;
    return times;
}

TEST(Overhead, IsWhatIsNeitherWindowNorBareBoot) {
    EXPECT_DOUBLE_EQ(overhead(run(9s)), 0.0);
    EXPECT_DOUBLE_EQ(overhead(run(10s)), 0.25);
    EXPECT_DOUBLE_EQ(overhead(run(13s)), 1.0);
}

TEST(Overhead, TakesTheMedianOfTheRuns) {
    EXPECT_DOUBLE_EQ(median_overhead({run(13s), run(9s), run(10s)}), 0.25);
    EXPECT_DOUBLE_EQ(median_overhead({run(13s), run(10s)}), 0.25);
}

TEST(Overhead, SaysWhetherItIsTooMuch) {
    EXPECT_THAT(overhead_text({run(10s)}, 0.3), HasSubstr("overhead 0.25, median of 1; at most 0.30"));
    EXPECT_THAT(overhead_text({run(13s)}, 0.3), HasSubstr("overhead 1.00, median of 1; ABOVE 0.30"));
}

TEST(Overhead, OfWindowsLeavesOutBootsAndWhatARunDoesOnce) {
    RunTimes times = run(13s);
    times.trials.push_back(trial(2s, 0s));
    times.trials.front().arming = 1s;
    EXPECT_DOUBLE_EQ(overhead_of_windows(times), 0.25);
}

TEST(Overhead, TellsEveryStepAndTheRest) {
    const std::string text = overhead_text({run(10s)}, 0.3);
    EXPECT_THAT(text, HasSubstr("ms a trial            drains         all\nmedians of 1              x2\n"));
    EXPECT_THAT(text, HasSubstr("window                 2,500       5,000"));
    EXPECT_THAT(text, HasSubstr("arming"));
    EXPECT_THAT(text, HasSubstr("harvest"));
    // 10 s wall, of which 5 s windows and twice 2 s boot are told.
    EXPECT_THAT(text, HasSubstr("\nrest                               1,000\n"));
}

} // namespace
} // namespace cloister
