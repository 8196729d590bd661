// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/series/answers.hpp"

#include "orchestrator/base/lab_error.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

using enum Verdict;

std::vector<ClaimResult> results(const std::vector<Verdict>& verdicts) {
    std::vector<ClaimResult> all;
    for (const Verdict verdict : verdicts)
        all.push_back({"a-claim", verdict, "because " + name_of(verdict), {}});
    return all;
}

Answer first(const std::vector<Verdict>& verdicts) {
    return answer_of_claim(results(verdicts)).answer;
}
Answer last(const std::vector<Verdict>& verdicts) {
    return settled(answer_of_claim(results(verdicts)), results(verdicts)).answer;
}

TEST(AnswerOfClaim, IsBadOnlyOnceARefutationHasComeAgain) {
    EXPECT_EQ(first({upheld, upheld}), Answer::good);
    EXPECT_EQ(first({refuted, refuted}), Answer::bad);
    EXPECT_EQ(first({upheld, refuted}), Answer::unclear);
    EXPECT_EQ(first({refuted}), Answer::unclear);
    EXPECT_EQ(first({upheld, refuted, upheld, refuted}), Answer::bad);
    EXPECT_EQ(answer_of_claim(results({upheld, refuted, refuted})).reason,
              "refuted in 2 of 3 repetitions: because refuted");
}

TEST(AnswerOfClaim, TakesFlawedEvidenceForNoAnswer) {
    EXPECT_EQ(first({invalid, undecided}), Answer::unclear);
    EXPECT_EQ(last({invalid, undecided}), Answer::untestable);
    EXPECT_EQ(first({invalid, upheld}), Answer::good);
    EXPECT_EQ(first({}), Answer::untestable);
}

TEST(AnswerOfClaim, SettlesAFlake) {
    EXPECT_EQ(last({upheld, refuted, upheld, upheld, upheld, upheld}), Answer::good);
    EXPECT_EQ(last({invalid, refuted, invalid}), Answer::untestable);
    EXPECT_EQ(last({upheld, refuted}), Answer::untestable);
}

StepReport step_with(std::uint64_t instructions, std::uint64_t locked) {
    StepReport step;
    step.costs = {{"anon-fault", "local", instructions, locked, 170, 0, std::nullopt}};
    return step;
}

TEST(AnswerOfCost, ComparesWithTheBase) {
    CostQuestion question = parse_cost_question("anon-fault");
    question.mode = "local";
    EXPECT_EQ(answer_of_cost(question, step_with(100, 3), step_with(100, 3)).answer, Answer::good);
    EXPECT_EQ(answer_of_cost(question, step_with(100, 3), step_with(101, 3)).answer, Answer::bad);
    EXPECT_EQ(answer_of_cost(question, step_with(100, 3), step_with(99, 3)).answer, Answer::bad);
    question.by = 20;
    EXPECT_EQ(answer_of_cost(question, step_with(100, 3), step_with(119, 3)).answer, Answer::good);
    EXPECT_EQ(answer_of_cost(question, step_with(100, 3), step_with(120, 3)).reason,
              "120 instructions, 100 in the base");
    CostQuestion locked = parse_cost_question("anon-fault:locked");
    locked.mode = "local";
    EXPECT_EQ(answer_of_cost(locked, step_with(100, 3), step_with(200, 3)).answer, Answer::good);
    EXPECT_EQ(question_text(locked), "locked instructions of anon-fault in local mode, moved by 1 or more");
}

TEST(AnswerOfCost, KnowsWhatWasNotCounted) {
    CostQuestion question = parse_cost_question("anon-fault:cache_lines");
    question.mode = "remote";
    EXPECT_EQ(answer_of_cost(question, step_with(1, 1), step_with(1, 1)).answer, Answer::untestable);
    question.mode = "local";
    StepReport flawed = step_with(1, 1);
    flawed.costs[0].invalid = "boot 2 did not count what the first did";
    EXPECT_EQ(answer_of_cost(question, step_with(1, 1), flawed).answer, Answer::untestable);
    EXPECT_THROW(parse_cost_question("anon-fault:lines"), LabError);
}

TEST(AnswerOfCostClaim, IsItsVerdict) {
    EXPECT_EQ(answer_of_cost_claim("a-claim", results({upheld})).answer, Answer::good);
    EXPECT_EQ(answer_of_cost_claim("a-claim", results({refuted})).answer, Answer::bad);
    EXPECT_EQ(answer_of_cost_claim("a-claim", results({undecided})).answer, Answer::untestable);
    EXPECT_EQ(answer_of_cost_claim("a-claim", results({refuted})).reason, "because refuted");
    // A step before the series brings what it is about.
    EXPECT_EQ(answer_of_cost_claim("another", results({refuted})).answer, Answer::good);
}

} // namespace
} // namespace cloister
