// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/fleet/retention.hpp"

#include <gmock/gmock.h>

namespace cloister {

void PrintTo(const Removal& removal, std::ostream* out) {
    *out << removal.night << "/" << removal.cell;
}

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

KeptNight night_of(const std::string& name, std::vector<KeptRunOfNight> runs) {
    return {name, std::move(runs)};
}
KeptRunOfNight run(const std::string& cell, std::uint64_t bytes, Verdict verdict = Verdict::upheld) {
    return {cell, bytes, verdict, false};
}

TEST(Retention, WhatFitsStays) {
    EXPECT_THAT(beyond({2, 30}, {night_of("1", {run("a", 10)}), night_of("2", {run("a", 20)})}), IsEmpty());
    EXPECT_THAT(beyond({2, 30}, {}), IsEmpty());
}

TEST(Retention, TheOldestNightsGoWhole) {
    const std::vector<KeptNight> nights{night_of("1", {run("a", 1)}), night_of("2", {run("a", 1)}),
                                        night_of("3", {run("a", 1)})};
    EXPECT_THAT(beyond({2, 30}, nights), ElementsAre(Removal{"1", ""}));
    EXPECT_THAT(beyond({1, 30}, nights), ElementsAre(Removal{"1", ""}, Removal{"2", ""}));
}

TEST(Retention, NightsThatMeasuredNothingDriveNoneOutThatDid) {
    EXPECT_THAT(beyond({2, 30}, {night_of("1", {run("a", 1)}), night_of("2", {}), night_of("3", {}),
                                 night_of("4", {}), night_of("5", {})}),
                ElementsAre(Removal{"2", ""}, Removal{"3", ""}));
}

TEST(Retention, BytesTakeTheOldestNightsRunsAndInANightThoseUpheldFirst) {
    const std::vector<KeptNight> nights{
        night_of("1", {run("a", 10, Verdict::refuted), run("b", 10), run("c", 10, Verdict::invalid)}),
        night_of("2", {run("a", 10), run("b", 10)})};
    EXPECT_THAT(beyond({9, 50}, nights), IsEmpty());
    EXPECT_THAT(beyond({9, 49}, nights), ElementsAre(Removal{"1", "b"}));
    EXPECT_THAT(beyond({9, 21}, nights),
                ElementsAre(Removal{"1", "b"}, Removal{"1", "a"}, Removal{"1", "c"}));
    // This night's as well, where it is too large by itself.
    EXPECT_THAT(beyond({9, 10}, nights),
                ElementsAre(Removal{"1", "b"}, Removal{"1", "a"}, Removal{"1", "c"}, Removal{"2", "a"}));
}

TEST(Retention, WhatGoesWithItsNightIsNotCountedAgain) {
    EXPECT_THAT(beyond({1, 10}, {night_of("1", {run("a", 100)}), night_of("2", {run("a", 10)})}),
                ElementsAre(Removal{"1", ""}));
}

TEST(Retention, TheOnlyCopyOfARunStays) {
    KeptRunOfNight alone = run("a", 100);
    alone.is_only_copy = true;
    EXPECT_THAT(beyond({1, 10}, {night_of("1", {alone, run("b", 5)}), night_of("2", {run("a", 5)})}),
                ElementsAre(Removal{"1", "b"}, Removal{"2", "a"}));
}

} // namespace
} // namespace cloister
