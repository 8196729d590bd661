// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/guest_facts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cloister::agent {
namespace {

using testing::HasSubstr;
using testing::Optional;

TrialSpec spec() {
    TrialSpec spec;
    spec.cpus = 4;
    spec.mode.command_line = {"isolcpus=domain,managed_irq,2-3", "nohz_full=2-3"};
    spec.mode.read_back = {"/sys/kernel/mm/remote_drain", "local", "local"};
    return spec;
}

GuestFacts facts() {
    GuestFacts facts;
    facts.online = CpuSet::parse("0-3");
    facts.isolated = CpuSet::parse("2-3");
    facts.nohz_full = CpuSet::parse("2-3");
    return facts;
}

TEST(CpusOfParameter, TheFlagsBeforeTheListAreNoCpus) {
    EXPECT_EQ(cpus_of_parameter({"isolcpus=domain,managed_irq,2-3,5"}, "isolcpus"), CpuSet::parse("2-3,5"));
    EXPECT_EQ(cpus_of_parameter({"nohz_full=1", "nohz_full=2-3"}, "nohz_full"), CpuSet::parse("2-3"));
    EXPECT_EQ(cpus_of_parameter({"quiet"}, "nohz_full"), std::nullopt);
}

TEST(Contradiction, NoneWhereEverythingAgrees) {
    EXPECT_EQ(contradiction(spec(), facts()), std::nullopt);
}

TEST(Contradiction, AKernelWithoutNoHzFull) {
    GuestFacts without = facts();
    without.nohz_full = {};
    EXPECT_THAT(contradiction(spec(), without),
                Optional(HasSubstr("but the kernel has '': build it with CONFIG_NO_HZ_FULL")));
}

TEST(Contradiction, AnAbsentReadBackFileMeansTheModeThatTheSpecSays) {
    TrialSpec remote = spec();
    remote.mode.read_back = {"/sys/kernel/mm/remote_drain", "remote", "local"};
    EXPECT_THAT(contradiction(remote, facts()), Optional(HasSubstr("means 'local', not 'remote'")));
    remote.mode.read_back.absent.reset();
    EXPECT_THAT(contradiction(remote, facts()),
                Optional(HasSubstr("this kernel has no remote drain. Measure it in local mode")));
}

TEST(DrainMode, IsWhatTheFileSaysOrWhatItsWordStandsFor) {
    ReadBack read_back{"/proc/cmdline", "remote", std::nullopt};
    EXPECT_EQ(drain_mode(read_back, "local"), "local");
    EXPECT_EQ(drain_mode(read_back, std::nullopt), std::nullopt);
    read_back.word = "pwlocks=1";
    EXPECT_EQ(drain_mode(read_back, "quiet pwlocks=1 panic=-1"), "remote");
    EXPECT_EQ(drain_mode(read_back, "quiet pwlocks=10"), "local");
    TrialSpec remote = spec();
    remote.mode.read_back = read_back;
    GuestFacts local = facts();
    local.drain_mode = "local";
    EXPECT_EQ(contradiction(remote, local), "/proc/cmdline does not have the word 'pwlocks=1'");
}

TEST(Contradiction, TheKernelIsInAnotherMode) {
    GuestFacts remote = facts();
    remote.drain_mode = "remote";
    EXPECT_THAT(contradiction(spec(), remote), Optional(HasSubstr("says 'remote', not 'local'")));
}

} // namespace
} // namespace cloister::agent
