// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/mutants/mutant_runs.hpp"

#include "orchestrator/wire/rehearsal_stage.hpp"

#include <gmock/gmock.h>

namespace cloister {
namespace {

Mode mode_of(const std::string& name) {
    Mode mode;
    mode.name = name;
    mode.read_back.expect = name;
    return mode;
}

const std::vector<Mode> both{mode_of("local"), mode_of("remote")};

const MutantRun& run_named(const std::string& name) {
    for (const MutantRun& run : mutant_runs())
        if (run.name == name)
            return run;
    throw std::invalid_argument(name);
}

std::vector<TrialNeed> needs(const std::string& run, bool is_control, const AbsentWorkloads& absent = {}) {
    Scenario scenario;
    scenario.disturber = "blkflsbuf";
    return needs_of(run_named(run), scenario, both, is_control, absent);
}

TEST(MutantRuns, TakeTheDisturberThatDrainsThere) {
    EXPECT_THAT(needs("drains", false),
                ::testing::ElementsAre(TrialNeed{"local", "spin-refill", "blkflsbuf"},
                                       TrialNeed{"remote", "spin-refill", "blkflsbuf"}));
}

TEST(MutantRuns, AskEveryCallerInRemoteMode) {
    const std::vector<TrialNeed> all = needs("callers", false);
    EXPECT_THAT(all, ::testing::Contains(TrialNeed{"remote", "spin-refill", "memfd-seal"}));
    EXPECT_THAT(all, ::testing::Contains(TrialNeed{"remote", "spin-refill", "ksm"}));
    EXPECT_THAT(all, ::testing::Each(::testing::Field(&TrialNeed::mode, "remote")));
    EXPECT_GE(all.size(), 12U);
}

TEST(MutantRuns, HaveTheSeriesShowInLocalModeThatACallerDrains) {
    EXPECT_EQ(needs("callers", true).size(), 2 * needs("callers", false).size());
}

TEST(MutantRuns, LeaveOutWhatTheSeriesDoesNotHave) {
    const AbsentWorkloads absent{{"spin-refill", "page-lists"}, {"spin-refill", "direct-reclaim"}};
    EXPECT_TRUE(needs("lists", false, absent).empty());
    EXPECT_EQ(needs("lists", false).size(), 4U);
}

TEST(MutantRuns, BootWhatTheClaimsNeed) {
    std::vector<Mode> modes = both;
    modes.back().read_back.absent = "refuse"; // of a kernel with our patches
    const std::vector<TrialNeed> boots = needs_of(run_named("boots"), {}, modes, false, {});
    EXPECT_THAT(boots, ::testing::Contains(TrialNeed{"forced-on-anywhere", "none", "none"}));
    EXPECT_THAT(boots, ::testing::Contains(TrialNeed{"auto-no-nohz-full", "none", "none"}));
}

TEST(MutantRuns, KnowWhatTheSeriesRefused) {
    TrialRecord refused;
    refused.spec.subject = "spin-refill";
    refused.spec.disturber = "page-lists";
    refused.outcome = Outcome::lab_failed;
    refused.failure = Failure{wire::rehearsal_stage, "no file"};
    TrialRecord whole;
    whole.spec.subject = "spin-refill";
    whole.spec.disturber = "drop_caches";
    EXPECT_THAT(absent_workloads({refused, whole}),
                ::testing::ElementsAre(Workload{"spin-refill", "page-lists"}));
}

} // namespace
} // namespace cloister
