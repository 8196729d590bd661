// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/guest_clock.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;

// The guest began 100 s later and runs faster by 20 of a million.
ClockReadings drifting() {
    return {{seconds(3), seconds(103), microseconds(40)},
            {seconds(13) + microseconds(200), seconds(113), microseconds(90)}};
}

TEST(GuestClock, IsALineBetweenItsReadings) {
    const GuestClock clock(drifting(), GuestClock::Runs::evenly);
    EXPECT_EQ(clock.at_host(seconds(103)), seconds(3));
    EXPECT_EQ(clock.at_host(seconds(108)), seconds(8) + microseconds(100));
    EXPECT_EQ(clock.at_host(seconds(113)), seconds(13) + microseconds(200));
    EXPECT_EQ(clock.host_at(seconds(8) + microseconds(100)), seconds(108));
    EXPECT_EQ(clock.contradiction(), std::nullopt);
}

TEST(GuestClock, IsOffByNoMoreThanItsWorseReading) {
    EXPECT_EQ(GuestClock(drifting(), GuestClock::Runs::evenly).error(), microseconds(90));
}

TEST(GuestClock, MayBeOffByAllThatAnEmulatedOneGained) {
    EXPECT_EQ(GuestClock(drifting(), GuestClock::Runs::with_gains).error(), microseconds(290));
}

TEST(GuestClock, ComesBackToTheNanosecondAfterMonths) {
    ClockReadings readings = drifting();
    readings.before.host += seconds(20'000'000);
    readings.after.host += seconds(20'000'000);
    const GuestClock clock(readings, GuestClock::Runs::evenly);
    for (const nanoseconds at :
         {nanoseconds(3'000'000'001), nanoseconds(7'123'456'789), nanoseconds(12'999'999'999)})
        EXPECT_EQ(clock.at_host(clock.host_at(at)), at);
}

TEST(GuestClock, AStepBetweenItsReadingsIsAContradiction) {
    ClockReadings readings = drifting();
    readings.after.guest += milliseconds(200);
    EXPECT_EQ(GuestClock(readings, GuestClock::Runs::evenly).contradiction(),
              "the clocks contradict: of 10000000000 ns on the host the guest counted 10200200000");
    EXPECT_EQ(GuestClock(readings, GuestClock::Runs::with_gains).contradiction(), std::nullopt);
    EXPECT_EQ(GuestClock(readings, GuestClock::Runs::with_gains).error(), microseconds(200'290));
    readings.after.error = milliseconds(200); // then nobody can tell
    EXPECT_EQ(GuestClock(readings, GuestClock::Runs::evenly).contradiction(), std::nullopt);
    readings.after = readings.before;
    EXPECT_EQ(GuestClock(readings, GuestClock::Runs::evenly).contradiction(),
              "the clocks contradict: time did not go on between their two readings");
}

} // namespace
} // namespace cloister
