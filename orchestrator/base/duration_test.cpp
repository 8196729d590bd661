// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/duration.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

using namespace std::chrono_literals;

TEST(Duration, ReadsWhatTheFieldWrites) {
    EXPECT_EQ(parse_duration("500ms"), 500ms);
    EXPECT_EQ(parse_duration("10s"), 10s);
    EXPECT_EQ(parse_duration("5m"), 5min);
    EXPECT_EQ(parse_duration("1h"), 1h);
}

TEST(Duration, RefusesWhatItWouldHaveToGuess) {
    for (const char* text : {"", "s", "10", "10 s", "10sec", "10us", "1.5s", "-1s", "0s", "1d", "10S", "s10",
                             "9999999999999h", "99999999999999999999s"})
        EXPECT_THROW(parse_duration(text), std::invalid_argument) << text;
}

TEST(Duration, TheErrorNamesTheUnitAndTheRightOnes) {
    try {
        parse_duration("10us");
        FAIL();
    } catch (const std::invalid_argument& error) {
        EXPECT_STREQ(error.what(), "duration '10us': unknown unit 'us': ms, s, m or h");
    }
}

TEST(Duration, IsWrittenInTheLongestUnitThatDivides) {
    EXPECT_EQ(duration_text(300s), "5m");
    EXPECT_EQ(duration_text(90s), "90s");
    EXPECT_EQ(duration_text(1500ms), "1500ms");
    EXPECT_EQ(duration_text(0s), "0s");
    EXPECT_EQ(parse_duration(duration_text(3700s)), 3700s);
}

} // namespace
} // namespace cloister
