// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/gap_account.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

using std::chrono::microseconds;

const CpuId victim{2};

class GapAccounts : public ::testing::Test {
  protected:
    void gap(std::int64_t at_us, std::int64_t length_us, bool own_work = false) {
        gaps.push_back({victim, microseconds(at_us), microseconds(length_us), own_work});
    }
    void interruption(std::int64_t at_us, std::int64_t length_us, CpuId cpu = victim) {
        SeenInterruption& added = interruptions.emplace_back();
        added.cpu = cpu;
        added.at = microseconds(at_us);
        added.length = microseconds(length_us);
    }
    GapAccount account() {
        auto next = gaps.begin();
        auto next_away = absences.begin();
        noticed.clear();
        GapAccountant accountant(
            subject, [&](CpuId) { return next == gaps.end() ? std::nullopt : std::optional(*next++); },
            {[&](CpuId) { return next_away == absences.end() ? std::nullopt : std::optional(*next_away++); },
             microseconds(1)},
            true);
        for (const SeenInterruption& each : interruptions)
            if (each.cpu == victim)
                noticed.push_back(accountant.take(each));
        return accountant.finish();
    }

    SubjectTally subject{.cpu = victim,
                         .shortest_gap = microseconds(5),
                         .watched_from = microseconds(100),
                         .watched_until = microseconds(9000)};
    std::vector<SubjectGap> gaps;
    std::vector<SeenInterruption> interruptions;
    std::vector<HostAbsence> absences;
    std::vector<Noticed> noticed;
};

TEST_F(GapAccounts, EachHasTheOther) {
    gap(200, 50);
    interruption(210, 30);
    EXPECT_EQ(account().number(GapMaker::interruption), 1U);
    EXPECT_EQ(account().interruptions, 1U);
    EXPECT_EQ(account().unnoticed, 0U);
}

TEST_F(GapAccounts, AnInterruptionOfSeveralPartsExplainsSeveralGaps) {
    gap(200, 20);
    gap(225, 40);
    interruption(205, 50);
    EXPECT_EQ(account().number(GapMaker::interruption), 2U);
    EXPECT_EQ(account().unnoticed, 0U);
}

TEST_F(GapAccounts, AGapWithoutAnEventIsUnexplained) {
    gap(200, 50);
    gap(300, 70);
    interruption(210, 30, CpuId{3});
    const GapAccount told = account();
    EXPECT_EQ(told.number(), 2U);
    EXPECT_EQ(told.gaps.at(GapMaker::unexplained).together, microseconds(120));
    EXPECT_EQ(told.gaps.at(GapMaker::unexplained).longest, microseconds(70));
    ASSERT_EQ(told.unexplained.size(), 2U);
    EXPECT_EQ(told.unexplained[1].at, microseconds(300));
}

TEST_F(GapAccounts, UnlessTheHostMadeIt) {
    gap(200, 50);
    gap(290, 60, true);
    gap(400, 50);
    interruption(210, 30);
    for (const std::int64_t at : {205, 300, 405})
        absences.push_back({victim, microseconds(at), microseconds(at + 40), Away::waiting});
    const GapAccount told = account();
    EXPECT_EQ(told.number(GapMaker::interruption), 1U);
    EXPECT_EQ(told.number(GapMaker::host_waiting), 1U);
    EXPECT_EQ(told.number(), 2U);
    EXPECT_EQ(told.absences.in_gaps, 3U);
}

TEST_F(GapAccounts, WhatTheSubjectDidNotNoticeIsTold) {
    gap(200, 50);
    interruption(210, 30);
    interruption(300, 30);
    EXPECT_EQ(account().unnoticed, 1U);
    EXPECT_EQ(noticed, (std::vector{Noticed::gap, Noticed::unnoticed}));
}

TEST_F(GapAccounts, AShortInterruptionNeedsNoGap) {
    interruption(300, 4);
    EXPECT_EQ(account().too_short, 1U);
    EXPECT_EQ(account().unnoticed, 0U);
}

TEST_F(GapAccounts, NobodyNoticesWhileHeIsInTheKernelHimself) {
    gap(290, 60, true);
    interruption(300, 30);
    EXPECT_EQ(account().during_own_work, 1U);
    EXPECT_EQ(account().number(), 0U);
}

TEST_F(GapAccounts, WhatCameWhileNobodyWatchedIsLeftOut) {
    interruption(50, 30);
    interruption(8990, 30);
    EXPECT_EQ(account().interruptions, 0U);
}

} // namespace
} // namespace cloister
