// SPDX-License-Identifier: GPL-2.0-or-later
// Two sides that are alike, spoiled in one place at a time.
#include "orchestrator/compare/compare.hpp"

#include "orchestrator/compare/decide.hpp"
#include "orchestrator/compare/sample_trials.hpp"

#include <gmock/gmock.h>

namespace cloister {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

enum Which { local, remote, idle };

std::vector<ComparedTrial> run(const std::string& kernel) {
    return {drained("local", kernel), drained("remote", kernel), quiet("local", kernel)};
}

struct Pair {
    ComparedSide old_side = side("a", run("6.12@6"));
    ComparedSide new_side = side("b", run("6.12"));
    ComparisonRules rules;

    Comparison compared() const { return compare(old_side, new_side, rules); }
    TrialRecord& new_record(Which which) { return new_side.trials[which].judged.record; }
    Observation& new_seen(Which which) { return *new_side.trials[which].judged.observation; }
    Observation& old_seen(Which which) { return *old_side.trials[which].judged.observation; }
};

std::vector<std::string> changed(const Comparison& comparison, Change change) {
    std::vector<std::string> names;
    for (const ComparedCell& cell : comparison.cells)
        for (const ComparedQuantity& quantity : cell.quantities)
            if (quantity.change == change)
                names.push_back(cell.new_cell->mode + " " + quantity.name);
    return names;
}

TEST(Compare, FindsNothingWhereNothingChanged) {
    const Comparison comparison = Pair().compared();
    EXPECT_EQ(comparison.verdict, ComparisonVerdict::not_worse);
    EXPECT_EQ(comparison.cells.size(), 3U);
    EXPECT_THAT(changed(comparison, Change::worse), ElementsAre());
    EXPECT_THAT(changed(comparison, Change::better), ElementsAre());
}

// A thousand drains, ten times over: one is enough, whatever else is tested.
TEST(Compare, RefutesAZeroByASingleOne) {
    Pair pair;
    pair.old_side.trials.clear();
    pair.new_side.trials.clear();
    for (std::uint32_t repetition = 1; repetition <= 10; ++repetition)
        for (ComparedSide* each : {&pair.old_side, &pair.new_side}) {
            each->trials.push_back(drained("remote", each == &pair.old_side ? "6.12@6" : "6.12"));
            each->trials.back().judged.record.spec.repetition = repetition;
        }
    EXPECT_EQ(pair.compared().verdict, ComparisonVerdict::not_worse);
    pair.new_side.trials[6].judged.observation->drain_caused[CpuId{3}][ArrivalKind::ipi] = 1;
    const Comparison comparison = pair.compared();
    EXPECT_EQ(comparison.verdict, ComparisonVerdict::worse);
    EXPECT_THAT(changed(comparison, Change::worse),
                ElementsAre("remote work items, IPIs and switches by drains"));
}

TEST(Compare, ComparesAPositiveControlExactly) {
    Pair pair;
    pair.new_seen(local).counts[CpuId{3}][ArrivalKind::drain_work] = 501;
    EXPECT_THAT(changed(pair.compared(), Change::worse), ElementsAre("local drain work items"));
    pair.new_seen(local).counts[CpuId{3}][ArrivalKind::drain_work] = 499;
    EXPECT_THAT(changed(pair.compared(), Change::better), ElementsAre("local drain work items"));
    EXPECT_EQ(pair.compared().verdict, ComparisonVerdict::not_worse);
}

TEST(Compare, TakesSilenceWithoutWorkForWorse) {
    Pair pair;
    pair.new_record(remote).measurement->drains->completed[CpuId{2}] = 0;
    EXPECT_THAT(changed(pair.compared(), Change::worse),
                ElementsAre("remote armed drains that were not done"));
}

TEST(Compare, TestsRates) {
    Pair pair;
    interrupt(pair.old_side.trials[idle], 2);
    interrupt(pair.new_side.trials[idle], 4);
    EXPECT_THAT(changed(pair.compared(), Change::worse), ElementsAre());
    interrupt(pair.new_side.trials[idle], 40);
    EXPECT_THAT(changed(pair.compared(), Change::worse),
                ElementsAre("local interruptions: vmstat_update by vmstat_shepherd"));
    std::swap(pair.old_side.trials[idle].judged.observation, pair.new_side.trials[idle].judged.observation);
    EXPECT_THAT(changed(pair.compared(), Change::better),
                ElementsAre("local interruptions: vmstat_update by vmstat_shepherd"));
    EXPECT_EQ(pair.compared().verdict, ComparisonVerdict::not_worse);
}

// In a window that the host stretched more comes by the clock.
TEST(Compare, LetsASlowHostChangeNothing) {
    Pair pair;
    interrupt(pair.old_side.trials[local], 100);
    interrupt(pair.new_side.trials[local], 300);
    EXPECT_EQ(pair.compared().verdict, ComparisonVerdict::worse);
    pair.new_record(local).measurement->window_closed = std::chrono::seconds(30);
    EXPECT_EQ(pair.compared().verdict, ComparisonVerdict::not_worse);
}

TEST(Compare, LeavesWhatDrainsCauseToTheDrains) {
    Pair pair;
    const std::map<CpuId, CauseCount> many{{CpuId{2}, {5000, std::chrono::microseconds(7), 5000}}};
    pair.new_seen(local).interruption_counts.by_cause[{"tick", "__lru_add_drain_all", "", ""}] = many;
    EXPECT_EQ(pair.compared().verdict, ComparisonVerdict::not_worse);
}

// Ten repetitions, twice as long each: certain, and under an emulator still no reason.
TEST(Compare, TellsTimesAndDecidesByThemUnderKvmAlone) {
    Pair pair;
    pair.old_side.trials.clear();
    pair.new_side.trials.clear();
    for (std::uint32_t repetition = 1; repetition <= 10; ++repetition) {
        pair.old_side.trials.push_back(quiet("local", "6.12@6"));
        pair.new_side.trials.push_back(quiet());
        pair.old_side.trials.back().gaps = {5000.0 + repetition, 6000, 7000};
        pair.new_side.trials.back().gaps = {15000.0 + repetition, 16000, 17000};
    }
    EXPECT_EQ(pair.compared().verdict, ComparisonVerdict::not_worse);
    EXPECT_THAT(changed(pair.compared(), Change::worse), ElementsAre("local a subject's gap"));
    for (ComparedSide* each : {&pair.old_side, &pair.new_side})
        for (ComparedTrial& trial : each->trials)
            trial.judged.record.machine.accelerator = "kvm";
    EXPECT_EQ(pair.compared().verdict, ComparisonVerdict::worse);
}

TEST(Compare, TakesAKernelThatFailsForWorse) {
    Pair pair;
    pair.new_record(local).outcome = Outcome::kernel_failed;
    pair.new_record(local).failure = {"measure", "Kernel panic"};
    EXPECT_EQ(pair.compared().verdict, ComparisonVerdict::worse);
    EXPECT_THAT(changed(pair.compared(), Change::worse), ElementsAre("local kernels that failed"));
}

TEST(Compare, TakesAnotherDefaultForWorse) {
    Pair pair;
    for (ComparedSide* each : {&pair.old_side, &pair.new_side}) {
        ComparedTrial boot = quiet("auto-nohz-full", each == &pair.old_side ? "6.12@6" : "6.12");
        boot.judged.record.spec.subject = "none";
        boot.judged.record.spec.cell.workload = "none+none";
        boot.judged.record.spec.mode.read_back.expect = "remote";
        boot.judged.record.guest->drain_mode = "remote";
        boot.judged.observation.reset();
        boot.judged.record.measurement.reset();
        each->trials = {boot};
    }
    EXPECT_EQ(pair.compared().verdict, ComparisonVerdict::not_worse);
    pair.new_record(local).guest->drain_mode = "local";
    EXPECT_EQ(pair.compared().verdict, ComparisonVerdict::worse);
}

struct Story {
    const char* name;
    void (*spoil)(Pair&);
    ComparisonVerdict verdict;
    const char* reason;
};

class ASpoiledPair : public ::testing::TestWithParam<Story> {};

TEST_P(ASpoiledPair, IsNotCompared) {
    Pair pair;
    GetParam().spoil(pair);
    const Comparison comparison = pair.compared();
    EXPECT_EQ(comparison.verdict, GetParam().verdict);
    std::string reasons;
    for (const ComparedCell& cell : comparison.cells)
        for (const std::string& reason : cell.reasons)
            reasons += reason + "\n";
    EXPECT_THAT(reasons, HasSubstr(GetParam().reason));
}

void set_configs(Pair& pair, const char* of_new) {
    pair.old_side.configs["sha256:6.12@6"] = "CONFIG_SMP=y\n# CONFIG_KASAN is not set\n";
    pair.new_side.configs["sha256:6.12"] = of_new;
    for (ComparedTrial& trial : pair.new_side.trials)
        trial.judged.record.kernel.config_digest = "sha256:another";
}

const Story stories[] = {
    {"CommandLine", [](Pair& pair) { pair.new_record(local).spec.mode.command_line.push_back("quiet"); },
     ComparisonVerdict::invalid, "command line: isolcpus=2-3 in old, isolcpus=2-3 quiet in new"},
    {"Cpus", [](Pair& pair) { pair.new_record(remote).spec.cpus = 8; }, ComparisonVerdict::invalid,
     "CPUs: 4 in old, 8 in new"},
    {"Isolated", [](Pair& pair) { pair.new_record(idle).spec.isolated = CpuSet::parse("3"); },
     ComparisonVerdict::invalid, "isolated: 2-3 in old, 3 in new"},
    {"Accelerator", [](Pair& pair) { pair.new_record(local).machine.accelerator = "kvm"; },
     ComparisonVerdict::invalid, "accelerator: tcg in old, kvm in new"},
    {"Window", [](Pair& pair) { pair.new_record(idle).spec.duration = std::chrono::seconds(1); },
     ComparisonVerdict::invalid, "window: 10 s in old, 1 s in new"},
    {"Drains", [](Pair& pair) { pair.new_record(local).spec.drains = 100; }, ComparisonVerdict::invalid,
     "drains: 1,000 in old, 100 in new"},
    {"ReadBack", [](Pair& pair) { pair.new_record(local).guest->drain_mode = "remote"; },
     ComparisonVerdict::invalid, "mode read back: local in old, remote in new"},
    {"Machine", [](Pair& pair) { pair.new_record(local).machine.version = "QEMU 8.2.0"; },
     ComparisonVerdict::invalid, "machine: QEMU 7.2.22 in old, QEMU 8.2.0 in new"},
    {"Cloister",
     [](Pair& pair) {
         pair.old_side.trials[local].judged.record.cloister.digest = "sha256:1";
         pair.new_record(local).cloister.digest = "sha256:2";
     },
     ComparisonVerdict::invalid, "Cloister: sha256:1 in old, sha256:2 in new"},
    {"Kernel",
     [](Pair& pair) {
         pair.rules.differ.clear();
         pair.old_side = side("a", run("6.12"));
         pair.new_record(local).kernel.digest = "sha256:another";
     },
     ComparisonVerdict::invalid, "kernel: sha256:6.12 in old, sha256:another in new"},
    {"Config", [](Pair& pair) { set_configs(pair, "CONFIG_SMP=y\nCONFIG_KASAN=y\nCONFIG_OF_THE_PATCH=y\n"); },
     ComparisonVerdict::invalid, "CONFIG_KASAN: n in old, y in new"},
    {"Loss",
     [](Pair& pair) {
         pair.new_seen(local).losses = {{"ring buffer", CpuId{2}, 7, "overrun"}};
     },
     ComparisonVerdict::invalid, "new: local spin-refill+drop_caches #1: ring buffer lost 7 events: overrun"},
    {"GuestLost", [](Pair& pair) { pair.new_record(remote).outcome = Outcome::guest_lost; },
     ComparisonVerdict::invalid, "new: remote spin-refill+drop_caches #1: guest_lost"},
    {"NotArmed", [](Pair& pair) { pair.new_record(remote).measurement->drains->armed[CpuId{2}] = 1; },
     ComparisonVerdict::undecided, "new: 501 of 1,000 wanted drains were armed"},
    {"Repetitions",
     [](Pair& pair) {
         pair.new_side.trials.push_back(drained("local"));
         pair.new_side.trials.back().judged.record.spec.memory_mib = 512;
     },
     ComparisonVerdict::invalid, "trials of new differ themselves, memory: 1024 MiB in old, 512 MiB in new"},
};

INSTANTIATE_TEST_SUITE_P(Compare, ASpoiledPair, ::testing::ValuesIn(stories),
                         [](const ::testing::TestParamInfo<Story>& story) { return story.param.name; });

// What only a patch brings is its own.
TEST(Compare, LetsAPatchHaveOptions) {
    Pair pair;
    set_configs(pair, "CONFIG_SMP=y\n# CONFIG_KASAN is not set\nCONFIG_OF_THE_PATCH=y\n");
    EXPECT_EQ(pair.compared().verdict, ComparisonVerdict::not_worse);
}

TEST(Compare, ComparesModesWhereThatIsDeclared) {
    Pair pair;
    pair.old_side = pair.new_side;
    pair.rules.differ = {Declared::mode};
    pair.rules.between = {"local", "remote"};
    const Comparison comparison = pair.compared();
    EXPECT_EQ(comparison.verdict, ComparisonVerdict::not_worse);
    EXPECT_THAT(changed(comparison, Change::better),
                ElementsAre("remote work items, IPIs and switches by drains"));
    std::swap(pair.rules.between->old_name, pair.rules.between->new_name);
    EXPECT_EQ(pair.compared().verdict, ComparisonVerdict::worse);
}

TEST(Compare, NamesWhatIsThereOnOneSideAlone) {
    Pair pair;
    pair.old_side.trials.erase(pair.old_side.trials.begin() + remote);
    const Comparison comparison = pair.compared();
    EXPECT_EQ(comparison.verdict, ComparisonVerdict::not_worse);
    EXPECT_EQ(comparison.cells[remote].state, CellState::only_new);
}

TEST(Compare, IsUndecidedWithNothingInCommon) {
    Pair pair;
    pair.old_side.trials.clear();
    EXPECT_EQ(pair.compared().verdict, ComparisonVerdict::undecided);
    EXPECT_EQ(exit_code(pair.compared().verdict), 2);
}

TEST(Compare, TellsWhatItWouldHaveFound) {
    Comparison comparison = Pair().compared();
    tell_bounds(comparison);
    for (const ComparedCell& cell : comparison.cells)
        for (const ComparedQuantity& quantity : cell.quantities)
            if (quantity.by == ComparedBy::rate || quantity.by == ComparedBy::zero) {
                ASSERT_TRUE(quantity.found_from) << quantity.name;
                EXPECT_GT(*quantity.found_from, 0) << quantity.name;
            }
}

} // namespace
} // namespace cloister
