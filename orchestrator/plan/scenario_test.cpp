// SPDX-License-Identifier: GPL-2.0-or-later
// Every scenario that cannot be measured is refused in one line that names the cause and the remedy.
#include "orchestrator/plan/scenario.hpp"

#include "orchestrator/base/lab_error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cloister {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

struct Story {
    const char* name;
    void (*spoil)(Scenario&);
    const char* says;
};

class ARefusedScenario : public ::testing::TestWithParam<Story> {};

TEST_P(ARefusedScenario, SaysWhyInOneLine) {
    Scenario scenario;
    GetParam().spoil(scenario);
    try {
        validate(scenario);
        FAIL() << "was not refused";
    } catch (const LabError& error) {
        EXPECT_EQ(error.fault(), Fault::wrong_use);
        EXPECT_THAT(error.what(), HasSubstr(GetParam().says));
        EXPECT_THAT(error.what(), Not(HasSubstr("\n")));
    }
}

const Story stories[] = {
    {"one_cpu", [](Scenario& s) { s.cpus = 1; }, "1 CPU: a guest needs at least one CPU to isolate"},
    {"too_many_cpus", [](Scenario& s) { s.cpus = 65; }, "64 at most"},
    {"isolated_outside", [](Scenario& s) { s.isolated = CpuSet::parse("3-5"); },
     "isolated CPUs 3-5: the guest has CPUs 0-3 only"},
    {"isolated_all", [](Scenario& s) { s.isolated = CpuSet::parse("0-3"); },
     "isolated CPUs 0-3 are all there are: leave one to keep house"},
    {"isolated_none", [](Scenario& s) { s.isolated = {}; }, "no CPU is isolated"},
    {"no_drains", [](Scenario& s) { s.drains = 0; }, "0 drains prove nothing"},
    {"too_many_drains", [](Scenario& s) { s.drains = 200'000; }, "at most 131,072, or give it more memory"},
    {"little_memory", [](Scenario& s) { s.memory_mib = 16; }, "needs at least 256"},
    {"half_a_round",
     [](Scenario& s) {
         s.disturber = "move_pages";
         s.drains = 101;
     },
     "101 interruptions do not divide among 2 isolated CPUs"},
    {"no_mode", [](Scenario& s) { s.modes.clear(); }, "no mode"},
    {"mode_twice",
     [](Scenario& s) {
         s.modes = {"local", "local"};
     },
     "mode 'local' is named twice"},
    {"unknown_subject", [](Scenario& s) { s.subject = "spin-refil"; }, "did you mean spin-refill?"},
    {"unknown_disturber", [](Scenario& s) { s.disturber = "dropcaches"; }, "did you mean drop_caches?"},
    {"nothing_to_drain", [](Scenario& s) { s.subject = "spin"; }, "would find nothing to drain"},
    {"no_window", [](Scenario& s) { s.subject = "none"; }, "would have no window"},
    {"no_handshake",
     [](Scenario& s) {
         s.disturber_asked = true;
         choose_subject(s, {"/bin/mine"});
     },
     "subject '/bin/mine' is no part of our handshake, so 'drop_caches' could not count on it"},
    {"each_or_all",
     [](Scenario& s) {
         choose_subject(s, {"/bin/mine", "{cpu}", "{cpus}"});
     },
     "'/bin/mine' names {cpu} and {cpus}"},
    {"rate_without_pressure", [](Scenario& s) { s.pages_per_second = 100; }, "a rate belongs to"},
    {"no_repetition", [](Scenario& s) { s.repeat = 0; }, "repeat 0"},
    {"no_duration", [](Scenario& s) { s.duration = {}; }, "a window of no length"},
    {"no_kernel", [](Scenario& s) { s.kernel = ""; }, "no kernel"},
};

INSTANTIATE_TEST_SUITE_P(Scenario, ARefusedScenario, ::testing::ValuesIn(stories),
                         [](const auto& each) { return std::string(each.param.name); });

TEST(Scenario, TheDefaultIsTheMainExperiment) {
    EXPECT_NO_THROW(validate(Scenario{}));
}

TEST(Scenario, OtherExperimentsAreFine) {
    Scenario pressed;
    pressed.disturber = "pressure-anon";
    pressed.pages_per_second = 1000;
    EXPECT_NO_THROW(validate(pressed));
    Scenario boots;
    boots.subject = boots.disturber = "none";
    EXPECT_NO_THROW(validate(boots));
}

} // namespace
} // namespace cloister
