// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/series/step_report.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

// A trial of counted drains with so many calls of so many microseconds each.
JudgedTrial drains(const std::string& mode, std::uint64_t calls, int call_us) {
    JudgedTrial trial;
    TrialSpec& spec = trial.record.spec;
    spec.cell = {"6.12@3", mode, "spin-refill+drop_caches"};
    spec.mode.read_back.expect = mode;
    spec.subject = "spin-refill";
    spec.disturber = "drop_caches";
    spec.drains = 100;
    spec.isolated = CpuSet{CpuId{2}, CpuId{3}};
    trial.record.outcome = Outcome::complete;
    DrainTally tally;
    tally.calls = calls;
    tally.armed = {{CpuId{2}, 50}, {CpuId{3}, 50}};
    tally.completed = tally.armed;
    tally.call_total = std::chrono::microseconds(call_us) * calls;
    tally.call_max = std::chrono::microseconds(call_us);
    trial.record.measurement.emplace().drains = tally;
    trial.observation.emplace().drain_caused[CpuId{2}] = {{ArrivalKind::drain_work, 50},
                                                          {ArrivalKind::ipi, 90}};
    return trial;
}

Report report_with(Verdict verdict) {
    Report report;
    report.verdict = verdict;
    report.claims = {{"drains-complete", verdict, "because", {}}};
    return report;
}

TEST(StepReport, SumsCountedDrainsModeByMode) {
    StepReport step;
    tell_measured({drains("local", 50, 10), drains("local", 150, 30), drains("remote", 50, 5)},
                  report_with(Verdict::upheld), step);
    EXPECT_EQ(step.state, StepState::measured);
    ASSERT_EQ(step.drains.size(), 2U);
    EXPECT_EQ(step.drains[0].mode, "local");
    EXPECT_EQ(step.drains[0].armed, 200U);
    EXPECT_EQ(step.drains[0].work_items, 100U);
    EXPECT_EQ(step.drains[0].ipis, 180U);
    EXPECT_EQ(step.drains[0].calls, 200U);
    EXPECT_EQ(step.drains[0].call_mean, std::chrono::microseconds(25));
    EXPECT_EQ(step.drains[0].call_max, std::chrono::microseconds(30));
    EXPECT_FALSE(is_bad(step));
}

TEST(StepReport, TellsOfAKernelThatFailed) {
    JudgedTrial failed = drains("local", 50, 10);
    failed.record.outcome = Outcome::kernel_failed;
    failed.record.failure = Failure{"boot", "Kernel panic"};
    failed.record.measurement.reset();
    failed.observation.reset();
    StepReport step;
    tell_measured({failed}, report_with(Verdict::refuted), step);
    EXPECT_EQ(step.state, StepState::kernel_failed);
    EXPECT_EQ(step.reason, "Kernel panic");
    EXPECT_TRUE(is_bad(step));
}

TEST(StepReport, HoldsCostClaimsBesideThoseOfTrials) {
    StepReport step;
    tell_cost_claims({{"off-is-free", Verdict::refuted, "one load more", {}}}, step);
    tell_measured({}, report_with(Verdict::upheld), step);
    ASSERT_EQ(step.claims.size(), 2U);
    EXPECT_EQ(step.verdict, Verdict::refuted);
    tell_cost_claims({{"off-is-free", Verdict::upheld, "nothing more", {}}}, step);
    ASSERT_EQ(step.claims.size(), 2U);
    EXPECT_EQ(step.verdict, Verdict::upheld);
}

TEST(SeriesReport, NamesTheFirstBadStepAndTheWorstVerdict) {
    SeriesReport series;
    series.steps.resize(4);
    for (StepReport& step : series.steps) {
        step.state = StepState::measured;
        step.verdict = Verdict::upheld;
    }
    conclude(series);
    EXPECT_EQ(series.verdict, Verdict::upheld);
    EXPECT_EQ(series.first_bad, std::nullopt);
    series.steps[1].verdict = Verdict::undecided;
    series.steps[2].costs = {{"anon-fault", "local", 1, 1, 1, 0, "boot 2 did not count what the first did"}};
    conclude(series);
    EXPECT_EQ(series.verdict, Verdict::invalid);
    EXPECT_EQ(series.first_bad, std::nullopt);
    series.steps[3].state = StepState::build_failed;
    conclude(series);
    EXPECT_EQ(series.verdict, Verdict::refuted);
    EXPECT_EQ(series.first_bad, 3U);
    series.steps[2].verdict = Verdict::refuted;
    conclude(series);
    EXPECT_EQ(series.first_bad, 2U);
    series.steps[2].verdict = Verdict::upheld;
    series.steps[0].state = StepState::not_done;
    series.steps[3].state = StepState::measured;
    series.steps[2].costs.clear();
    conclude(series);
    EXPECT_EQ(series.verdict, Verdict::undecided);
}

} // namespace
} // namespace cloister
