// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/matrix/judge_cells.hpp"

#include "orchestrator/matrix/matrix_modes.hpp"
#include "orchestrator/wire/partition_stage.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

JudgedTrial drained(const DrainSetup& setup, std::uint64_t works) {
    JudgedTrial trial;
    TrialSpec& spec = trial.record.spec;
    spec.cell = {"6.12", mode_name(setup), "spin-refill+drop_caches"};
    spec.isolated = CpuSet::parse("2-3");
    spec.mode.read_back = {"/sys/kernel/mm/remote_drain", way_of_draining(setup), std::nullopt};
    spec.subject = "spin-refill";
    spec.disturber = "drop_caches";
    spec.drains = 100;
    trial.record.outcome = Outcome::complete;
    trial.record.guest.emplace().drain_mode = way_of_draining(setup);
    DrainTally& drains = trial.record.measurement.emplace().drains.emplace();
    drains.wanted = 100;
    drains.armed = drains.completed = {{CpuId{2}, 50}, {CpuId{3}, 50}};
    Observation& seen = trial.observation.emplace();
    for (const CpuId cpu : {CpuId{2}, CpuId{3}})
        seen.counts[cpu][ArrivalKind::drain_work] = seen.drain_caused[cpu][ArrivalKind::drain_work] =
            works / 2;
    return trial;
}

const DrainSetup remote{Isolation::both, DrainSetting::on};
const DrainSetup local{Isolation::both, DrainSetting::off};
const DrainSetup local_elsewhere{Isolation::none, DrainSetting::automatic};

MatrixCell judged(const DrainSetup& setup, const Evidence& evidence) {
    MatrixCell cell;
    cell.kernel = "6.12";
    cell.isolation = setup.isolation;
    cell.setting = setup.setting;
    cell.drains = way_of_draining(setup);
    std::vector<MatrixCell*> cells{&cell};
    judge_cells(evidence, cells);
    return cell;
}

TEST(Cells, AreUpheldWhereDrainsAreDoneAsTheyMustBe) {
    const Evidence evidence{drained(remote, 0), drained(local, 100)};
    EXPECT_EQ(judged(remote, evidence).verdict, Verdict::upheld);
    const MatrixCell interrupted = judged(local, evidence);
    EXPECT_EQ(interrupted.verdict, Verdict::upheld);
    EXPECT_EQ(interrupted.work_items, 100);
    EXPECT_EQ(interrupted.state, MatrixState::measured);
}

TEST(Cells, TakeAnyCellThatIsInterruptedAsTheirControl) {
    EXPECT_EQ(judged(remote, {drained(remote, 0), drained(local_elsewhere, 100)}).verdict, Verdict::upheld);
    EXPECT_EQ(judged(remote, {drained(remote, 0)}).verdict, Verdict::undecided);
    EXPECT_EQ(judged(remote, {drained(remote, 0), drained(local, 0)}).verdict, Verdict::undecided);
}

TEST(Cells, AreRefutedByADrainThatInterruptsOrDoesNothing) {
    EXPECT_EQ(judged(remote, {drained(remote, 2), drained(local, 100)}).verdict, Verdict::refuted);
    Evidence lazy{drained(remote, 0), drained(local, 100)};
    lazy[0].record.measurement->drains->completed[CpuId{2}] = 49;
    const MatrixCell cell = judged(remote, lazy);
    EXPECT_EQ(cell.verdict, Verdict::refuted);
    EXPECT_EQ(cell.completed, 99);
}

TEST(Cells, AreRefutedByAKernelThatComplainsOrChoosesOtherwise) {
    Evidence evidence{drained(remote, 0), drained(local, 100)};
    evidence[0].record.outcome = Outcome::kernel_failed;
    evidence[0].record.failure = Failure{"measure", "WARNING: possible circular locking"};
    MatrixCell cell = judged(remote, evidence);
    EXPECT_EQ(cell.verdict, Verdict::refuted);
    EXPECT_EQ(cell.state, MatrixState::kernel_failed);

    evidence[0].record.outcome = Outcome::lab_failed;
    evidence[0].record.failure = Failure{"verify", "says 'local', not 'remote'"};
    evidence[0].record.guest->drain_mode = "local";
    cell = judged(remote, evidence);
    EXPECT_EQ(cell.verdict, Verdict::refuted);
    EXPECT_EQ(cell.reason, "the kernel chose local, not remote");
}

TEST(Cells, DoNotCountWhereTheKernelCannotIsolateSo) {
    const DrainSetup partition{Isolation::partition, DrainSetting::on};
    Evidence evidence{drained(partition, 0), drained(local, 100)};
    evidence[0].record.outcome = Outcome::lab_failed;
    evidence[0].record.failure = Failure{wire::partition_stage, "this kernel knows none"};
    Matrix matrix;
    matrix.cells = {judged(partition, evidence), judged(local, evidence)};
    EXPECT_EQ(matrix.cells[0].state, MatrixState::not_offered);
    EXPECT_EQ(matrix.cells[0].reason, "this kernel knows none");
    conclude(matrix);
    EXPECT_EQ(matrix.verdict, Verdict::upheld);
    matrix.cells.pop_back();
    conclude(matrix);
    EXPECT_EQ(matrix.verdict, Verdict::undecided);
}

TEST(Cells, StayAsTheyAreWithoutATrial) {
    EXPECT_EQ(judged(local, {drained(remote, 0)}).state, MatrixState::not_done);
}

TEST(AMatrix, IsAsGoodAsItsWorstCell) {
    Matrix matrix;
    conclude(matrix);
    EXPECT_EQ(matrix.verdict, Verdict::undecided);
    matrix.cells.resize(2);
    matrix.cells[0].state = matrix.cells[1].state = MatrixState::measured;
    matrix.cells[0].verdict = matrix.cells[1].verdict = Verdict::upheld;
    conclude(matrix);
    EXPECT_EQ(matrix.verdict, Verdict::upheld);
    matrix.cells[1].verdict = Verdict::refuted;
    conclude(matrix);
    EXPECT_EQ(matrix.verdict, Verdict::refuted);
}

} // namespace
} // namespace cloister
