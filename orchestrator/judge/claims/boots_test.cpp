// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/judge/claims/boots.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

JudgedTrial booted(const std::string& mode, const std::string& expected, const std::string& read_back) {
    JudgedTrial trial;
    trial.record.spec.mode.name = mode;
    trial.record.spec.cell.mode = mode;
    trial.record.spec.mode.read_back.expect = expected;
    trial.record.spec.subject = "none";
    trial.record.outcome = Outcome::complete;
    trial.record.guest = GuestFacts{};
    trial.record.guest->drain_mode = read_back;
    return trial;
}

const std::vector<std::string> both{"on", "off"};

TEST(JudgeBoots, UpholdsWhenEveryBootReadBackWhatWasExpected) {
    const Evidence evidence{booted("on", "remote", "remote"), booted("off", "local", "local")};
    EXPECT_EQ(judge_boots(evidence, both).verdict, Verdict::upheld);
    EXPECT_EQ(judge_boots(evidence, both).reason, "2 boots, each as expected");
}

TEST(JudgeBoots, RefutesAKernelThatChoseOtherwise) {
    const ClaimResult result =
        judge_boots({booted("on", "remote", "local"), booted("off", "local", "local")}, both);
    EXPECT_EQ(result.verdict, Verdict::refuted);
    EXPECT_EQ(result.reason, "on: the kernel chose local, not remote");
}

TEST(JudgeBoots, DoesNotDecideOnABootThatIsMissing) {
    EXPECT_EQ(judge_boots({booted("on", "remote", "remote")}, both).verdict, Verdict::undecided);
}

TEST(JudgeBoots, ALostGuestIsNoEvidence) {
    Evidence evidence{booted("on", "remote", "remote"), booted("off", "local", "local")};
    evidence.front().record.outcome = Outcome::guest_lost;
    EXPECT_EQ(judge_boots(evidence, both).verdict, Verdict::invalid);
}

TEST(JudgeBoots, ANeedlessBootIsNotPlanned) {
    EXPECT_TRUE(boot_needs({Mode{"local", "", {}, {}, {"/f", "local", "local"}}}, both).empty());
    EXPECT_EQ(boot_needs({Mode{"remote", "", {}, {}, {"/f", "remote", std::nullopt}}}, both).size(), 2U);
}

} // namespace
} // namespace cloister
