// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/gap_makers.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

using enum GapMaker;
using std::chrono::microseconds;

const CpuId victim{2};

class GapMakersOfACpu : public ::testing::Test {
  protected:
    void gap(std::int64_t at_us, std::int64_t length_us) {
        gaps.push_back({microseconds(at_us), microseconds(at_us + length_us), false, false});
    }
    void away(std::int64_t at_us, std::int64_t length_us, Away why = Away::preempted) {
        absences.push_back({victim, microseconds(at_us), microseconds(at_us + length_us), why});
    }
    // Of each gap, in its order.
    std::vector<GapMaker> makers() {
        std::vector<GapMaker> told;
        auto next = absences.begin();
        GapMakers makers(
            victim,
            {[&](CpuId) { return next == absences.end() ? std::nullopt : std::optional(*next++); },
             clock_error},
            microseconds(5), microseconds(100), microseconds(9000),
            [&](const GapMakers::Gap&, GapMaker maker) { told.push_back(maker); });
        for (const GapMakers::Gap& each : gaps)
            makers.take(each);
        sums = makers.finish();
        return told;
    }

    microseconds clock_error{10};
    std::vector<GapMakers::Gap> gaps;
    std::vector<HostAbsence> absences;
    AbsenceSums sums;
};

TEST_F(GapMakersOfACpu, AnAbsenceInItMakesIt) {
    gap(200, 50);
    gap(300, 50);
    gap(400, 50);
    away(205, 40);
    away(405, 40, Away::waiting);
    EXPECT_EQ(makers(), (std::vector{host_preempted, unexplained, host_waiting}));
    EXPECT_EQ(sums.number, 2U);
    EXPECT_EQ(sums.in_gaps, 2U);
    EXPECT_EQ(sums.together, microseconds(80));
}

TEST_F(GapMakersOfACpu, WithoutTheHostsViewNobodyMadeIt) {
    gap(200, 50);
    EXPECT_EQ(makers(), std::vector{unexplained});
}

TEST_F(GapMakersOfACpu, AnInterruptionIsTheGuests) {
    gap(200, 50);
    gaps.back().interrupted = true;
    away(205, 40);
    EXPECT_EQ(makers(), std::vector{interruption});
    EXPECT_EQ(sums.in_gaps, 1U);
}

TEST_F(GapMakersOfACpu, TheClockMayBeOffByItsErrorAndNoMore) {
    gap(200, 50);
    away(191, 45);
    gap(300, 50);
    away(314, 45);
    gap(400, 50);
    away(389, 45); // 11 too early
    gap(500, 50);
    away(516, 45); // 11 too late
    EXPECT_EQ(makers(), (std::vector{host_preempted, host_preempted, unexplained, unexplained}));
    EXPECT_EQ(sums.unnoticed, 2U);
}

TEST_F(GapMakersOfACpu, OneAbsenceMakesOneGap) {
    gap(200, 30);
    gap(235, 6);
    gap(245, 30);
    clock_error = microseconds(50);
    away(232, 29);
    EXPECT_EQ(makers(), (std::vector{unexplained, unexplained, host_preempted}));
}

TEST_F(GapMakersOfACpu, TheNearestWhereNoneIsMet) {
    gap(200, 10);
    gap(250, 10);
    clock_error = microseconds(50);
    away(235, 8);
    EXPECT_EQ(makers(), (std::vector{unexplained, host_preempted}));
}

TEST_F(GapMakersOfACpu, NoGapIsShorterThanWhatItHolds) {
    gap(200, 20);
    gap(240, 60);
    clock_error = microseconds(50);
    away(195, 40);
    EXPECT_EQ(makers(), (std::vector{unexplained, host_preempted}));
}

TEST_F(GapMakersOfACpu, ALongAbsenceMayBeTooLongByWhatTheClocksDiffer) {
    gap(200, 5000);
    clock_error = microseconds(50);
    away(180, 5040);
    gap(6000, 1000);
    away(5990, 1020); // a fiftieth
    EXPECT_EQ(makers(), (std::vector{host_preempted, unexplained}));
}

TEST_F(GapMakersOfACpu, TheLongerOfTwoAbsencesNamesIt) {
    gap(200, 100);
    away(205, 10, Away::waiting);
    away(220, 70);
    EXPECT_EQ(makers(), std::vector{host_preempted});
    EXPECT_EQ(sums.number, 2U);
}

TEST_F(GapMakersOfACpu, WhatTheSubjectDidNotNoticeIsTold) {
    away(50, 20); // nobody watched yet
    away(200, 20);
    gap(300, 20);
    away(400, 4);
    away(8990, 20);
    EXPECT_EQ(makers(), std::vector{unexplained});
    EXPECT_EQ(sums.number, 2U);
    EXPECT_EQ(sums.unnoticed, 1U);
    EXPECT_EQ(sums.too_short, 1U);
}

} // namespace
} // namespace cloister
