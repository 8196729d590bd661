// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/matrix/matrix_modes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cloister {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

Mode local() {
    Mode mode;
    mode.name = "local";
    mode.knobs = {{"/proc/sys/vm/stat_interval", "3600"}};
    mode.read_back = {"/sys/kernel/mm/remote_drain", "local", std::nullopt};
    return mode;
}

TEST(MatrixModes, AreRemoteByDefaultOnlyWhereTicksStop) {
    EXPECT_EQ(way_of_draining({Isolation::both, DrainSetting::automatic}), "remote");
    EXPECT_EQ(way_of_draining({Isolation::nohz_full, DrainSetting::automatic}), "remote");
    EXPECT_EQ(way_of_draining({Isolation::isolcpus, DrainSetting::automatic}), "local");
    EXPECT_EQ(way_of_draining({Isolation::none, DrainSetting::automatic}), "local");
}

TEST(MatrixModes, AreForcedEitherWayAnywhere) {
    for (const auto& [isolation, name] : EnumNames<Isolation>::table) {
        EXPECT_EQ(way_of_draining({isolation, DrainSetting::on}), "remote") << name;
        EXPECT_EQ(way_of_draining({isolation, DrainSetting::off}), "local") << name;
    }
}

TEST(MatrixModes, SayOnTheCommandLineHowCpusAreIsolated) {
    const ModeCatalogue modes = matrix_modes(local());
    EXPECT_EQ(modes.all().size(), 15);
    const Mode& ticks = modes.named("nohz_full-auto");
    EXPECT_THAT(ticks.command_line, Contains("nohz_full={isolated}"));
    EXPECT_THAT(ticks.command_line, Not(Contains(HasSubstr("isolcpus"))));
    EXPECT_THAT(ticks.command_line, Contains("remote_drain=auto"));
    const Mode& tasks = modes.named("isolcpus-on");
    EXPECT_THAT(tasks.command_line, Contains(HasSubstr("isolcpus")));
    EXPECT_THAT(tasks.command_line, Not(Contains(HasSubstr("nohz_full"))));
    const Mode& partition = modes.named("partition-on");
    EXPECT_EQ(partition.knobs.back().value, "isolated");
    EXPECT_THAT(partition.command_line, Not(Contains(HasSubstr("{isolated}"))));
    EXPECT_THAT(modes.named("none-off").command_line, Not(Contains(HasSubstr("{isolated}"))));
}

TEST(MatrixModes, AreReadBackAndQuietenedAsTheModeTheyAreLike) {
    const Mode mode = matrix_modes(local()).named("none-on");
    EXPECT_EQ(mode.read_back.path, "/sys/kernel/mm/remote_drain");
    EXPECT_EQ(mode.read_back.expect, "remote");
    EXPECT_EQ(mode.knobs.size(), 1);
}

TEST(DrainSetups, HaveTroubleFirst) {
    const std::vector<DrainSetup> all =
        setups({Isolation::none, Isolation::both}, {DrainSetting::off, DrainSetting::on});
    ASSERT_EQ(all.size(), 4);
    EXPECT_EQ(all[0], (DrainSetup{Isolation::both, DrainSetting::on}));
    EXPECT_EQ(all[1], (DrainSetup{Isolation::both, DrainSetting::off})); // its control
    EXPECT_EQ(all[3], (DrainSetup{Isolation::none, DrainSetting::off}));
}

} // namespace
} // namespace cloister
