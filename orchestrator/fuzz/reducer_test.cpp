// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/fuzz/reducer.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <functional>

namespace cloister {
namespace {

using ::testing::ElementsAre;

FuzzCase drawn(const std::vector<std::string>& actors) {
    FuzzCase all;
    all.isolated = CpuSet::parse("2-4");
    all.cpus = 6;
    all.memory_mib = 2048;
    all.duration = std::chrono::seconds(30);
    for (const std::string& name : actors)
        all.actors.push_back({name, 1, {}});
    return all;
}

bool has(const FuzzCase& asked, const std::string& name) {
    return std::any_of(asked.actors.begin(), asked.actors.end(),
                       [&](const FuzzActor& each) { return each.name == name; });
}

std::vector<std::string> names(const FuzzCase& asked) {
    std::vector<std::string> all;
    for (const FuzzActor& each : asked.actors)
        all.push_back(each.name);
    return all;
}

// Asks until all is known; the number of guests.
std::size_t reduce(FuzzReducer& reducer, const std::function<bool(const FuzzCase&)>& shows) {
    std::size_t guests = 0;
    for (; reducer.next() && guests < 200; ++guests)
        reducer.learn(shows(*reducer.next()));
    return guests;
}

TEST(FuzzReducer, KeepsWhatIsNeededAlone) {
    FuzzReducer reducer(drawn({"fill", "ksm", "mbind", "cpu-hotplug", "stress-ng", "trinity"}), 1);
    reduce(reducer, [](const FuzzCase& asked) {
        return has(asked, "fill") && has(asked, "cpu-hotplug") && asked.setting == DrainSetting::on &&
               asked.duration >= std::chrono::seconds(8);
    });
    const FuzzCase& least = reducer.least();
    EXPECT_TRUE(reducer.came());
    EXPECT_THAT(names(least), ElementsAre("fill", "cpu-hotplug"));
    EXPECT_EQ(least.isolation, Isolation::none);
    EXPECT_EQ(least.setting, DrainSetting::on);
    EXPECT_EQ(least.cpus, 3U);
    EXPECT_EQ(least.isolated.list(), "1");
    EXPECT_EQ(least.memory_mib, 1024U);
    EXPECT_EQ(least.duration, std::chrono::seconds(8));
}

TEST(FuzzReducer, LeavesOutAllActorsWhereABootShowsIt) {
    FuzzReducer reducer(drawn({"fill", "ksm", "mbind"}), 1);
    reduce(reducer, [](const FuzzCase&) { return true; });
    EXPECT_THAT(names(reducer.least()), ElementsAre());
}

TEST(FuzzReducer, ReducesNothingThatDoesNotComeAgain) {
    FuzzReducer reducer(drawn({"fill", "ksm"}), 3);
    EXPECT_EQ(reduce(reducer, [](const FuzzCase&) { return false; }), 3U);
    EXPECT_FALSE(reducer.came());
    EXPECT_THAT(names(reducer.least()), ElementsAre("fill", "ksm"));
}

TEST(FuzzReducer, AsksAgainWhatMayHaveStayedAwayByChance) {
    FuzzReducer reducer(drawn({"fill", "ksm"}), 2);
    std::size_t guest = 0;
    reduce(reducer, [&](const FuzzCase& asked) { return has(asked, "ksm") && ++guest % 2 == 0; });
    EXPECT_THAT(names(reducer.least()), ElementsAre("ksm"));
}

TEST(FuzzReducer, SaysWhatItAsks) {
    FuzzReducer reducer(drawn({"fill", "ksm", "mbind", "trinity"}), 1);
    std::vector<std::string> questions;
    for (; reducer.next(); reducer.learn(has(*reducer.next(), "trinity")))
        questions.push_back(reducer.question());
    EXPECT_THAT(questions, ElementsAre("as it was", "without fill ksm", "without mbind trinity",
                                       "without mbind", "without trinity", "isolated by nothing",
                                       "with remote_drain=auto", "3 CPUs", "1024 MiB", "15s", "8s", "4s"));
}

} // namespace
} // namespace cloister
