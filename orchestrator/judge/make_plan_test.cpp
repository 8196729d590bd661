// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/judge/make_plan.hpp"

#include "orchestrator/base/lab_error.hpp"

#include <gmock/gmock.h>

#include <set>

namespace cloister {
namespace {

using ::testing::ElementsAre;
using ::testing::IsSupersetOf;

ModeCatalogue modes() {
    Mode local{
        "local", "", {"nohz_full={isolated}", "irqaffinity={housekeeping}"}, {}, {"f", "local", "local"}};
    Mode remote{"remote", "", {}, {}, {"f", "remote", std::nullopt}};
    std::vector<Mode> all{local, remote};
    for (const char* boot :
         {"auto-nohz-full", "auto-no-nohz-full", "auto-empty-nohz-full", "auto-bad-nohz-full",
          "forced-on-anywhere", "forced-off-with-nohz-full", "remote-at-last"})
        all.push_back({boot, "", {}, {}, {"f", "remote", std::nullopt}});
    return ModeCatalogue(all);
}

std::vector<std::string> cells(const Plan& plan) {
    std::vector<std::string> names;
    for (const TrialSpec& trial : plan.trials)
        names.push_back(trial.cell.mode + " " + trial.cell.workload);
    return names;
}

TEST(MakePlan, IsTheUnionOfWhatTheClaimsNeed) {
    const Plan plan = make_plan(Scenario{}, modes(), {});
    EXPECT_THAT(plan.claims,
                ElementsAre("local-drains-interrupt", "remote-drains-are-silent", "drains-complete",
                            "contention-is-counted", "quiet-baseline", "nothing-unexplained",
                            "enabled-only-with-nohz-full", "force-knob-works"));
    EXPECT_THAT(cells(plan), ElementsAre("local spin-refill+drop_caches", "remote spin-refill+drop_caches",
                                         "local fault-storm+drop_caches", "remote fault-storm+drop_caches",
                                         "local spin+none", "remote spin+none", "auto-nohz-full none+none",
                                         "auto-no-nohz-full none+none", "auto-empty-nohz-full none+none",
                                         "auto-bad-nohz-full none+none", "forced-on-anywhere none+none",
                                         "forced-off-with-nohz-full none+none"));
    EXPECT_EQ(plan.trials[0].drains, 1000U);
    EXPECT_EQ(plan.trials[4].drains, std::nullopt);
    EXPECT_THAT(plan.trials[0].mode.command_line, ElementsAre("nohz_full=2-3", "irqaffinity=0-1"));
}

TEST(MakePlan, LeavesTimesToWhoAsksForThem) {
    Scenario scenario;
    scenario.claims = {"housekeeping-keeps-pace"};
    EXPECT_THAT(cells(make_plan(scenario, modes(), {})),
                ElementsAre("local spin-refill+drop_caches", "local fault-storm+drop_caches",
                            "remote spin-refill+drop_caches", "remote fault-storm+drop_caches"));
}

TEST(MakePlan, RunsWhatItCanOfASeriesWhereThatIsAskedByName) {
    Scenario scenario;
    scenario.claims = {"spinlock-paths-covered"};
    const std::vector<std::string> planned = cells(make_plan(scenario, modes(), {}));
    EXPECT_THAT(planned, IsSupersetOf({"local spin-refill+drop_caches", "remote spin-refill+memory-offline",
                                       "remote spin-mlock+blkflsbuf", "remote spin-readdir+buffer-heads",
                                       "remote fault-storm+drop_caches", "remote spin+pressure-anon",
                                       "local spin+pressure-cache", "auto-nohz-full none+none",
                                       "remote-at-last none+none"}));
    EXPECT_EQ(std::set<std::string>(planned.begin(), planned.end()).size(), planned.size());
}

TEST(MakePlan, BootsWithWhatADisturberNeeds) {
    Scenario scenario;
    scenario.disturber = "page-lists";
    scenario.claims = {"page-lists-interrupt", "page-lists-are-silent"};
    const Plan plan = make_plan(scenario, modes(), {});
    EXPECT_THAT(cells(plan), ElementsAre("local spin-refill+page-lists", "remote spin-refill+page-lists"));
    EXPECT_THAT(plan.trials[0].mode.command_line,
                ElementsAre("nohz_full=2-3", "irqaffinity=0-1", "movablecore=256M", "nokaslr"));
    EXPECT_EQ(plan.trials[0].provocations, 500U);
}

TEST(MakePlan, JudgesPageListsByDirectReclaimAsWell) {
    Scenario scenario;
    scenario.disturber = "direct-reclaim";
    scenario.claims = {"page-lists-interrupt", "page-lists-are-silent"};
    const Plan plan = make_plan(scenario, modes(), {});
    EXPECT_THAT(cells(plan),
                ElementsAre("local spin-refill+direct-reclaim", "remote spin-refill+direct-reclaim"));
    EXPECT_THAT(plan.trials[0].mode.command_line, ElementsAre("nohz_full=2-3", "irqaffinity=0-1"));
}

TEST(MakePlan, GivesADisturberTimeToFillMemory) {
    Scenario scenario;
    scenario.claims = {"page-lists-are-silent"};
    scenario.disturber = "direct-reclaim";
    const auto least = make_plan(scenario, modes(), {}).trials.at(0).deadlines.arm;
    scenario.disturber = "compaction-in-vain";
    EXPECT_EQ(make_plan(scenario, modes(), {}).trials.at(0).deadlines.arm, 5 * least);
}

TEST(MakePlan, MeasuresOnlyWhatAChosenClaimNeeds) {
    Scenario scenario;
    scenario.claims = {"quiet-baseline"};
    scenario.modes = {"local"};
    scenario.repeat = 2;
    EXPECT_THAT(cells(make_plan(scenario, modes(), {})), ElementsAre("local spin+none", "local spin+none"));
}

TEST(MakePlan, RefusesAModeThatTheKernelDoesNotHave) {
    KernelImage unpatched;
    unpatched.has_remote_drain = false;
    try {
        make_plan(Scenario{}, modes(), unpatched);
        FAIL();
    } catch (const LabError& error) {
        EXPECT_EQ(error.fault(), Fault::wrong_use);
        EXPECT_STREQ(
            error.what(),
            "mode 'remote': f is not there: this kernel has no remote drain. Measure it in local mode "
            "(--modes local), or build one that has: cloister kernel build 6.12");
    }
}

TEST(MakePlan, LeavesOutWhatTheModesThatAFlagChoseCannotAnswer) {
    Scenario scenario;
    scenario.claims = {"local-drains-interrupt", "remote-drains-are-silent"};
    scenario.modes = {"local"};
    EXPECT_THROW(make_plan(scenario, modes(), {}), LabError);
    scenario.modes_narrowed = true;
    EXPECT_THAT(make_plan(scenario, modes(), {}).claims, ElementsAre("local-drains-interrupt"));
    scenario.claims = {"remote-drains-are-silent"};
    EXPECT_THROW(make_plan(scenario, modes(), {}), LabError);
}

TEST(MakePlan, MeasuresAProgramOfTheUsersAndWhatCanBeAskedOfIt) {
    Scenario scenario;
    choose_subject(scenario, {"/usr/bin/oslat", "-q"});
    const Plan plan = make_plan(scenario, modes(), {});
    EXPECT_THAT(plan.claims, ElementsAre("nothing-unexplained"));
    EXPECT_THAT(cells(plan), ElementsAre("local oslat+none", "remote oslat+none"));
    EXPECT_EQ(plan.trials[0].subject, "/usr/bin/oslat");
    EXPECT_THAT(plan.trials[0].subject_command.value(), ElementsAre("/usr/bin/oslat", "-q"));
    // Ours keep their names.
    choose_subject(scenario, {"/tmp/spin"});
    EXPECT_THAT(cells(make_plan(scenario, modes(), {})),
                ElementsAre("local /tmp/spin+none", "remote /tmp/spin+none"));
    // Other claims are answered beside it.
    scenario.claims = {"quiet-baseline"};
    scenario.modes = {"local"};
    EXPECT_THAT(cells(make_plan(scenario, modes(), {})),
                ElementsAre("local spin+none", "local /tmp/spin+none"));
}

TEST(MakePlan, RefusesAClaimThatCannotBeAnswered) {
    Scenario scenario;
    scenario.subject = "spin";
    scenario.disturber = "none";
    scenario.claims = {"drains-complete"};
    EXPECT_THROW(make_plan(scenario, modes(), {}), LabError);
}

} // namespace
} // namespace cloister
