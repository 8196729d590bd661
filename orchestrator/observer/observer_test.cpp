// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/observer/observer.hpp"

#include <gmock/gmock.h>

namespace cloister {
namespace {

const CpuId isolated{2};

// A sound window in which a membarrier came three times.
JudgedTrial window(Probes probes, std::uint64_t instructions) {
    JudgedTrial trial;
    TrialSpec& spec = trial.record.spec;
    spec.subject = "spin";
    spec.disturber = "membarrier";
    spec.cell = {"6.12", "local", "spin+membarrier"};
    spec.isolated = CpuSet{isolated};
    spec.mode.name = "local";
    spec.mode.read_back = {"/sys/kernel/mm/remote_drain", "local", std::nullopt};
    spec.probes = probes;
    trial.record.outcome = Outcome::complete;
    trial.record.guest.emplace().drain_mode = "local";
    Measurement& measurement = trial.record.measurement.emplace();
    measurement.provoked = 3;
    measurement.interrupts["CAL"] = {{CpuId{0}, 99}, {isolated, 3}};
    trial.record.machine.kernel_entries = {
        {CpuId{0}, 1'000'000, {}, {{"asm_sysvec_call_function", 99}}},
        {isolated, instructions, {}, {{"asm_sysvec_call_function", 3}, {"asm_exc_page_fault", 7}}}};
    if (probes == Probes::none)
        return trial;
    measurement.events = {{CpuId{0}, 50}, {isolated, 12}};
    trial.observation.emplace();
    return trial;
}

ObservedSource only_source(const Evidence& evidence) {
    const Observer observed = observer(evidence);
    EXPECT_EQ(observed.sources.size(), 1U);
    return observed.sources.empty() ? ObservedSource{} : observed.sources.front();
}

TEST(Observer, ChargesTheDifferenceToTheEventsOfIsolatedCpus) {
    const ObservedSource source = only_source({window(Probes::none, 3'000), window(Probes::armed, 9'000)});
    EXPECT_EQ(source.events, 12U);
    EXPECT_EQ(instructions_per_event(source), 500);
}

TEST(Observer, ComparesADisturbanceWithADisturbance) {
    const ObservedSource source =
        only_source({window(Probes::none, 3'000), window(Probes::none, 3'000), window(Probes::armed, 9'000)});
    EXPECT_EQ(instructions_per_event(source), 500);
}

TEST(Observer, AgreesWhereEmulatorAndKernelCountedTheSame) {
    const Evidence evidence{window(Probes::none, 3'000), window(Probes::armed, 9'000)};
    EXPECT_EQ(only_source(evidence).armed.interrupts, 3U);
    EXPECT_EQ(exit_code(observer(evidence)), 0);
}

TEST(Observer, AnInterruptThatTheKernelDidNotCountIsADisagreement) {
    Evidence evidence{window(Probes::none, 3'000), window(Probes::armed, 9'000)};
    evidence[1].record.machine.kernel_entries[1].all["asm_exc_nmi"] = 1;
    EXPECT_EQ(exit_code(observer(evidence)), 1);
}

TEST(Observer, CountersDifferWhereAllWindowsLieApart) {
    Evidence evidence{window(Probes::none, 3'000), window(Probes::none, 3'000), window(Probes::armed, 9'000),
                      window(Probes::armed, 9'000)};
    const auto set = [&](std::size_t trial, const char* line, std::uint64_t number) {
        evidence[trial].record.measurement->interrupts[line] = {{isolated, number}};
        evidence[trial].record.machine.kernel_entries[1].all[std::string("asm_sysvec_") + line] = number;
    };
    set(0, "RES", 4);
    set(2, "RES", 6);
    EXPECT_THAT(only_source(evidence).differences, ::testing::IsEmpty()); // 0-4 and 0-6
    set(3, "RES", 5);
    EXPECT_THAT(only_source(evidence).differences, ::testing::ElementsAre("RES")); // 0-4 and 5-6
    EXPECT_EQ(exit_code(observer(evidence)), 1);
}

TEST(Observer, TicksFollowTime) {
    Evidence evidence{window(Probes::none, 3'000), window(Probes::armed, 9'000)};
    evidence[1].record.measurement->interrupts["LOC"] = {{isolated, 3}};
    evidence[1].record.machine.kernel_entries[1].all["asm_sysvec_apic_timer_interrupt"] = 3;
    EXPECT_EQ(exit_code(observer(evidence)), 0);
}

TEST(Observer, WithoutWindowsOfTheOtherKindNothingIsCompared) {
    EXPECT_EQ(exit_code(observer({window(Probes::armed, 9'000)})), 2);
    JudgedTrial failed = window(Probes::none, 3'000);
    failed.record.outcome = Outcome::guest_lost;
    EXPECT_EQ(exit_code(observer({failed, window(Probes::armed, 9'000)})), 2);
}

TEST(Observer, WithoutAnEmulatorTheCostIsNotKnown) {
    Evidence evidence{window(Probes::none, 3'000), window(Probes::armed, 9'000)};
    for (JudgedTrial& trial : evidence)
        trial.record.machine.kernel_entries.clear();
    const ObservedSource source = only_source(evidence);
    EXPECT_FALSE(source.armed.interrupts);
    EXPECT_FALSE(instructions_per_event(source));
    EXPECT_EQ(exit_code(observer(evidence)), 0);
}

TEST(Observer, PlansEachTrialTwice) {
    Plan plan;
    plan.trials.emplace_back().cell.workload = "spin+membarrier";
    const Plan both = with_unarmed_twins(plan);
    ASSERT_EQ(both.trials.size(), 2U);
    EXPECT_EQ(both.trials[0].probes, Probes::none);
    EXPECT_EQ(both.trials[0].cell.workload, "spin+membarrier+unarmed");
    EXPECT_EQ(both.trials[1].probes, Probes::armed);
    EXPECT_TRUE(both.trials[0].kernel_entries && both.trials[1].kernel_entries);
}

} // namespace
} // namespace cloister
