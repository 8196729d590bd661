// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/fleet/night_cells.hpp"

#include "orchestrator/base/lab_error.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace cloister {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

NightPlan plan_of(std::vector<NightGroup> groups) {
    NightPlan plan;
    plan.file = "lab.toml";
    plan.groups = std::move(groups);
    return plan;
}

NightGroup group_of(std::vector<std::string> kernels, std::vector<std::string> scenarios) {
    NightGroup group;
    group.line = 3;
    group.kernels = std::move(kernels);
    group.scenarios = std::move(scenarios);
    return group;
}

std::vector<std::string> two_steps(const std::string& series) {
    return {series + "@base", series + "@1"};
}

std::vector<std::string> names(const std::vector<PlannedCell>& cells) {
    std::vector<std::string> all;
    for (const PlannedCell& cell : cells)
        all.push_back(cell.name);
    return all;
}

TEST(NightCells, AreEveryKernelInEveryModeAndScenario) {
    NightGroup group = group_of({"6.12"}, {"smallest", "quickstart"});
    group.series = {"5.10"};
    group.modes = {"local,remote", "local"};
    const std::vector<PlannedCell> cells = cells_of(plan_of({group}), two_steps);
    EXPECT_THAT(names(cells),
                UnorderedElementsAre("6.12 local,remote smallest #1", "6.12 local smallest #1",
                                     "6.12 local,remote quickstart #1", "6.12 local quickstart #1",
                                     "5.10@base local,remote smallest #1", "5.10@base local smallest #1",
                                     "5.10@base local,remote quickstart #1", "5.10@base local quickstart #1",
                                     "5.10@1 local,remote smallest #1", "5.10@1 local smallest #1",
                                     "5.10@1 local,remote quickstart #1", "5.10@1 local quickstart #1"));
    for (const PlannedCell& cell : cells)
        EXPECT_EQ(cell.is_step, cell.kernel.starts_with("5.10")) << cell.name;
}

TEST(NightCells, TheirOrderIsTheSeedsAndNoRepetitionComesBeforeTheOneBefore) {
    NightGroup group = group_of({"6.12", "6.1", "7.2", "7.3"}, {"smallest", "quickstart"});
    group.repeat = 3;
    NightPlan plan = plan_of({group});
    const std::vector<PlannedCell> once = cells_of(plan, two_steps);
    EXPECT_EQ(names(once), names(cells_of(plan, two_steps)));
    std::vector<std::uint32_t> repetitions;
    for (const PlannedCell& cell : once)
        repetitions.push_back(cell.repetition);
    EXPECT_TRUE(std::is_sorted(repetitions.begin(), repetitions.end()));
    EXPECT_EQ(std::count(repetitions.begin(), repetitions.end(), 3U), 8);
    plan.seed = 2;
    EXPECT_NE(names(once), names(cells_of(plan, two_steps)));
}

TEST(NightCells, WhatTellsThemApartIsInTheirNames) {
    NightGroup seeded = group_of({"6.12"}, {"smallest"});
    seeded.seed = 7;
    NightGroup told = group_of({"6.12"}, {"smallest"});
    told.drains = 50;
    told.story = "loud-remote";
    EXPECT_THAT(names(cells_of(plan_of({group_of({"6.12"}, {"smallest"}), seeded, told}), two_steps)),
                UnorderedElementsAre("6.12 smallest #1", "6.12 smallest seed=7 #1",
                                     "6.12 smallest drains=50 story=loud-remote #1"));
}

TEST(NightCells, OneThatIsThereTwiceIsRefused) {
    for (const std::vector<std::string>& kernels :
         {std::vector<std::string>{"6.12", "6.12"}, {"./a/b", "./a_b"}}) // one file name
        try {
            cells_of(plan_of({group_of(kernels, {"smallest"})}), two_steps);
            ADD_FAILURE() << "was taken";
        } catch (const LabError& error) {
            EXPECT_EQ(error.fault(), Fault::wrong_use);
            EXPECT_EQ(std::string(error.what()), "lab.toml:3: cell '" + kernels.back() +
                                                     " smallest #1' is there twice: raise repeat, or give "
                                                     "one a seed");
        }
}

TEST(NightCells, AFileNameIsOneElementThatIsShortEnough) {
    EXPECT_EQ(file_name_of("./bzImage local smallest #1"), "__bzImage_local_smallest_#1");
    const std::string long_name(300, 'a');
    EXPECT_LT(file_name_of(long_name + "b").size(), 256U);
    EXPECT_NE(file_name_of(long_name + "b"), file_name_of(long_name + "c"));
}

} // namespace
} // namespace cloister
