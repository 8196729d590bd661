// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/compare/conditions.hpp"

#include "orchestrator/compare/sample_trials.hpp"

#include <gmock/gmock.h>

namespace cloister {
namespace {

using ::testing::ElementsAre;

TEST(Conditions, AreExcusedByWhatIsDeclared) {
    const Conditions local = conditions_of(drained("local").judged.record);
    const Conditions remote = conditions_of(drained("remote", "6.12@6").judged.record);
    EXPECT_THAT(undeclared(local, remote, {Declared::kernel, Declared::mode}), ElementsAre());
    EXPECT_THAT(undeclared(local, remote, {Declared::mode}),
                ElementsAre("kernel: sha256:6.12 in old, sha256:6.12@6 in new"));
}

// The series is not there, and that is local mode.
TEST(Conditions, TakeAnAbsentFileForWhatItStandsFor) {
    TrialRecord base = drained("local").judged.record;
    base.spec.mode.read_back.absent = "local";
    TrialRecord patched = base;
    base.guest->drain_mode.reset();
    EXPECT_THAT(undeclared(conditions_of(base), conditions_of(patched), {}), ElementsAre());
}

TEST(Conditions, AreNotHeldAgainstWhoDoesNotKnow) {
    TrialRecord unknown = drained("local").judged.record;
    TrialRecord known = unknown;
    known.kernel.compiler = "gcc 12";
    known.host.release = "6.1";
    EXPECT_THAT(undeclared(conditions_of(unknown), conditions_of(known), {}), ElementsAre());
}

TEST(Conditions, ShowALongTextFromWhereItDiffers) {
    TrialRecord one = drained("local").judged.record;
    one.spec.mode.command_line = {"isolcpus=managed_irq,domain,2-3", "nohz_full=2-3", "quiet"};
    TrialRecord other = one;
    other.spec.mode.command_line[1] = "nohz_full=3";
    EXPECT_THAT(undeclared(conditions_of(one), conditions_of(other), {}),
                ElementsAre("command line: … nohz_full=2-3 quiet in old, … nohz_full=3 quiet in new"));
}

TEST(Conditions, AreOfTheSameProgramWhereverItWasBuilt) {
    TrialRecord one = drained("local").judged.record;
    one.cloister.revision = "1234";
    one.cloister.digest = "sha256:1";
    TrialRecord other = one;
    other.cloister.digest = "sha256:2";
    EXPECT_THAT(undeclared(conditions_of(one), conditions_of(other), {}), ElementsAre());
    one.cloister.revision = other.cloister.revision = "1234-dirty";
    EXPECT_EQ(undeclared(conditions_of(one), conditions_of(other), {}).size(), 1U);
}

TEST(Conditions, HaveOptionsOfTheConfiguration) {
    EXPECT_THAT(config_differences("CONFIG_A=y\nCONFIG_B=m\n# CONFIG_C is not set\nCONFIG_OLD=y\n",
                                   "CONFIG_A=y\nCONFIG_B=y\nCONFIG_C=y\nCONFIG_NEW=y\n"),
                ElementsAre("CONFIG_B: m in old, y in new", "CONFIG_C: n in old, y in new"));
}

} // namespace
} // namespace cloister
