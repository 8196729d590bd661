// SPDX-License-Identifier: GPL-2.0-or-later
// Guests that ran this and that, as a document, as text, as lcov has it, and as a verdict.
#include "orchestrator/coverage/coverage.hpp"

#include "orchestrator/judge/claim.hpp"
#include "orchestrator/wire/rehearsal_stage.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cloister {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const Sources sources{
    {"mm/swap.c", "static void drain(int cpu)\n{\n\tspin_lock(lock);\n\tmove(batch);\n}\n"}};

JudgedTrial guest(const std::string& way, const LineCounts& counts) {
    JudgedTrial trial;
    trial.record.spec.cell = {"6.12+gcov", way, "spin-refill+drop_caches"};
    trial.record.spec.mode.read_back.expect = way;
    trial.record.kernel.reference = "6.12+gcov";
    trial.record.outcome = Outcome::complete;
    trial.record.guest.emplace().drain_mode = way;
    trial.coverage = TrialCoverage{counts, std::nullopt};
    return trial;
}

JudgedTrial failed(const std::string& way, Outcome outcome, const std::string& stage) {
    JudgedTrial trial = guest(way, {});
    trial.record.outcome = outcome;
    trial.record.failure = Failure{stage, "no such call"};
    trial.coverage.reset();
    return trial;
}

LineCounts swap(std::uint64_t third, std::uint64_t fourth) {
    return {{"mm/swap.c", {{3, {third, {third, 0}}}, {4, {fourth, {}}}}}};
}

// So many lines, the first of which ran.
LineCounts many(std::uint32_t lines, std::uint32_t run) {
    LineCounts counts;
    for (std::uint32_t i = 1; i <= lines; ++i)
        counts["mm/swap.c"][i].runs = i <= run ? 1 : 0;
    return counts;
}

ClaimResult claim_on(const Evidence& evidence) {
    return claim_named("spinlock-paths-covered").judge(evidence);
}

TEST(Coverage, IsOfAllGuestsThatDrainedSo) {
    const Coverage told = coverage(
        {guest("remote", swap(1, 0)), guest("remote", swap(2, 0)), guest("local", swap(0, 3))}, sources);
    ASSERT_EQ(told.ways.size(), 3U);
    EXPECT_EQ(told.ways[0].way, "local");
    const WayCoverage& remote = told.ways[1];
    EXPECT_EQ(remote.guests, 2U);
    EXPECT_EQ(remote.lines, 2U);
    EXPECT_EQ(remote.run, 1U);
    EXPECT_EQ(remote.branches, 2U);
    EXPECT_EQ(remote.taken, 1U);
    ASSERT_EQ(remote.files.size(), 1U);
    ASSERT_EQ(remote.files[0].never_run.size(), 1U);
    EXPECT_EQ(remote.files[0].never_run[0].line, 4U);
    EXPECT_EQ(remote.files[0].never_run[0].function, "drain");
    EXPECT_EQ(remote.files[0].never_run[0].text, "move(batch);");
    EXPECT_EQ(told.ways[2].run, 2U);
}

TEST(Coverage, IsToldInColumns) {
    const std::string text = coverage_text(
        coverage({guest("remote", swap(1, 0)), failed("remote", Outcome::timed_out, "measure")}, sources),
        Colour::no);
    EXPECT_THAT(
        text, HasSubstr("remotely drained, 1 guest             lines    run           branches    taken\n"
                        "  mm/swap.c                               2      1   50.0 %         2        1\n"));
    EXPECT_THAT(text,
                HasSubstr("never run, remotely drained\n  mm/swap.c, drain()\n       4  move(batch);\n"));
    EXPECT_THAT(text, HasSubstr("tell nothing, and why\n  remote spin-refill+drop_caches: no such call\n"));
    EXPECT_THAT(text, HasSubstr("undecided  spinlock-paths-covered"));
    EXPECT_THAT(text, Not(HasSubstr("locally")));
}

TEST(Coverage, IsNeverRoundedUpToAll) {
    const std::string text = coverage_text(coverage({guest("remote", many(2000, 1999))}, {}), Colour::no);
    EXPECT_THAT(text, HasSubstr("2,000  1,999   99.9 %"));
}

TEST(Coverage, IsTracedAsLcovHasIt) {
    EXPECT_EQ(lcov_trace(swap(5, 0), "/notes/sources"), "TN:\nSF:/notes/sources/mm/swap.c\n"
                                                        "DA:3,5\nBRDA:3,0,0,5\nBRDA:3,0,1,0\nDA:4,0\n"
                                                        "BRF:2\nBRH:1\nLF:2\nLH:1\nend_of_record\n");
}

TEST(SpinlockPathsCovered, WantsNinetyFivePerCent) {
    EXPECT_EQ(claim_on({guest("remote", many(100, 95))}).verdict, Verdict::upheld);
    const ClaimResult refuted = claim_on({guest("remote", many(100, 94))});
    EXPECT_EQ(refuted.verdict, Verdict::refuted);
    EXPECT_EQ(refuted.reason, "94 of 100 touched lines ran in 1 guest: 94.0 %; never mm/swap.c:95-100");
}

TEST(SpinlockPathsCovered, CountsGuestsThatDrainRemotelyAlone) {
    EXPECT_EQ(claim_on({guest("remote", many(100, 10)), guest("local", many(100, 100))}).verdict,
              Verdict::refuted);
    EXPECT_EQ(claim_on({guest("local", many(100, 100))}).verdict, Verdict::undecided);
    EXPECT_EQ(claim_on({}).verdict, Verdict::undecided);
}

TEST(SpinlockPathsCovered, IsUndecidedWhereAGuestThatMightHaveRunMoreIsSilent) {
    EXPECT_EQ(
        claim_on({guest("remote", many(100, 10)), failed("remote", Outcome::timed_out, "measure")}).verdict,
        Verdict::undecided);
    EXPECT_EQ(
        claim_on({guest("remote", many(100, 99)), failed("remote", Outcome::timed_out, "measure")}).verdict,
        Verdict::upheld);
    JudgedTrial unread = guest("remote", {});
    unread.coverage->unreadable = "gcov: stamp mismatch";
    EXPECT_THAT(claim_on({guest("remote", many(100, 10)), unread}).reason, HasSubstr("stamp mismatch"));
}

TEST(SpinlockPathsCovered, PassesOverWhatAKernelCannotBeAskedFor) {
    EXPECT_EQ(claim_on({guest("remote", many(100, 10)),
                        failed("remote", Outcome::lab_failed, wire::rehearsal_stage)})
                  .verdict,
              Verdict::refuted);
}

TEST(SpinlockPathsCovered, CountsWhatAGuestRanBeforeItRefused) {
    JudgedTrial refused = failed("remote", Outcome::lab_failed, wire::rehearsal_stage);
    refused.coverage = guest("remote", many(100, 97)).coverage;
    EXPECT_EQ(claim_on({guest("remote", many(100, 10)), refused}).verdict, Verdict::upheld);
}

TEST(SpinlockPathsCovered, IsRefutedByAKernelThatFails) {
    EXPECT_EQ(claim_on({guest("remote", many(100, 100)), failed("remote", Outcome::kernel_failed, "measure")})
                  .verdict,
              Verdict::refuted);
}

TEST(SpinlockPathsCovered, IsUndecidedOnAKernelThatWasNotProfiled) {
    JudgedTrial trial = guest("remote", {});
    trial.coverage.reset();
    const ClaimResult result = claim_on({trial});
    EXPECT_EQ(result.verdict, Verdict::undecided);
    EXPECT_THAT(result.reason, HasSubstr("flavour gcov"));
}

} // namespace
} // namespace cloister
