// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/calibrate/calibrate.hpp"

#include <gtest/gtest.h>

#include <set>

namespace cloister {
namespace {

const CpuId first{2};
const CpuId second{3};

// A sound trial of a source; nothing has arrived yet.
JudgedTrial trial_of(const std::string& name, const std::string& mode = "local") {
    JudgedTrial trial;
    TrialSpec& spec = trial.record.spec;
    for (const Source& source : sources())
        if (source.name == name) {
            spec.subject = source.subject;
            spec.disturber = source.disturber;
        }
    spec.cell = {"6.12", mode, spec.subject + "+" + spec.disturber};
    spec.isolated = CpuSet{first, second};
    spec.mode.name = mode;
    spec.mode.read_back = {"/sys/kernel/mm/remote_drain", mode, std::nullopt};
    trial.record.outcome = Outcome::complete;
    trial.record.guest.emplace().drain_mode = mode;
    trial.record.measurement.emplace();
    trial.observation.emplace();
    return trial;
}

void arrive(JudgedTrial& trial, CpuId cpu, StepKind kind, const std::string& name, std::uint64_t times = 1,
            const std::string& by = "somebody") {
    InterruptionCounts& counts = trial.observation->interruption_counts;
    counts.by_cause[{name, by, "", ""}][cpu].number += times;
    counts.steps[{cpu, kind, name}] += times;
}

CalibratedSource only_source(const JudgedTrial& trial) {
    const Calibration calibration = calibrate({trial});
    EXPECT_EQ(calibration.sources.size(), 1U);
    return calibration.sources.empty() ? CalibratedSource{} : calibration.sources.front();
}

TEST(Calibrate, SeesWhatWasProvoked) {
    JudgedTrial trial = trial_of("membarrier");
    trial.record.measurement->provoked = 3;
    arrive(trial, first, StepKind::function, "ipi_mb", 3);
    arrive(trial, second, StepKind::function, "ipi_mb", 3);
    const CalibratedSource source = only_source(trial);
    EXPECT_EQ(source.provoked, 6U);
    EXPECT_EQ(source.seen, 6U);
    EXPECT_EQ(source.missed + source.invented, 0U);
    EXPECT_EQ(exit_code(calibrate({trial})), 0);
}

TEST(Calibrate, ASurplusOnOneCpuMakesUpForNothing) {
    JudgedTrial trial = trial_of("membarrier");
    trial.record.measurement->provoked = 3;
    arrive(trial, first, StepKind::function, "ipi_mb", 2);
    arrive(trial, second, StepKind::function, "ipi_mb", 4);
    const CalibratedSource source = only_source(trial);
    EXPECT_EQ(source.seen, 6U);
    EXPECT_EQ(source.missed, 1U);
    EXPECT_EQ(source.invented, 1U);
    EXPECT_EQ(exit_code(calibrate({trial})), 1);
}

TEST(Calibrate, AnArrivalFromNowhereIsInvented) {
    JudgedTrial trial = trial_of("vmstat-refresh");
    trial.record.measurement->provoked = 0;
    arrive(trial, first, StepKind::tick, "local_timer", 1, "");
    EXPECT_EQ(only_source(trial).invented, 1U);
}

TEST(Calibrate, NothingMustBeNothing) {
    EXPECT_EQ(only_source(trial_of("nothing")).invented, 0U);
    JudgedTrial disturbed = trial_of("nothing");
    arrive(disturbed, first, StepKind::ipi, "reschedule");
    EXPECT_EQ(only_source(disturbed).seen, 1U);
    EXPECT_EQ(only_source(disturbed).invented, 1U);
}

TEST(Calibrate, ADrainArrivesInLocalModeOnly) {
    for (const std::string mode : {"local", "remote"}) {
        JudgedTrial trial = trial_of("drop_caches", mode);
        trial.record.measurement->drains.emplace().armed = {{first, 2}, {second, 2}};
        EXPECT_EQ(only_source(trial).provoked, mode == "local" ? 4U : 0U);
        for (const std::string disturber : {"page-lists", "direct-reclaim"}) {
            JudgedTrial lists = trial_of(disturber, mode);
            lists.record.measurement->provoked = 3;
            EXPECT_EQ(only_source(lists).provoked, mode == "local" ? 6U : 0U);
        }
        JudgedTrial other = trial_of("membarrier", mode);
        other.record.measurement->provoked = 3;
        EXPECT_EQ(only_source(other).provoked, 6U);
    }
}

TEST(Calibrate, WhatThisKernelRefusesIsAbsentWithItsWords) {
    JudgedTrial trial = trial_of("memory-reclaim");
    trial.record.outcome = Outcome::lab_failed;
    trial.record.failure =
        Failure{"rehearse", "memory-reclaim: open memory.reclaim: No such file or directory"};
    const Calibration calibration = calibrate({trial, trial_of("nothing"), trial});
    ASSERT_EQ(calibration.absent.size(), 1U);
    EXPECT_EQ(calibration.absent.front().name, "memory-reclaim");
    EXPECT_EQ(calibration.absent.front().reason, "open memory.reclaim: No such file or directory");
    EXPECT_EQ(exit_code(calibration), 0);
    trial.record.failure->stage = "measure"; // in the window it had worked before
    EXPECT_EQ(exit_code(calibrate({trial, trial_of("nothing")})), 2);
}

TEST(Calibrate, ACallThatDrainsNothingIsAbsentInLocalModeOnly) {
    JudgedTrial trial = trial_of("drop_caches");
    trial.record.measurement->drains.emplace().does_not_drain = "a page stayed";
    EXPECT_EQ(calibrate({trial}).absent.front().reason, "drains nothing on this kernel: a page stayed");
    JudgedTrial remote = trial_of("drop_caches", "remote");
    remote.record.measurement->drains.emplace().does_not_drain = "a page stayed";
    EXPECT_TRUE(calibrate({remote}).absent.empty());
}

TEST(Calibrate, KnowsAnArrivalByItsOtherName) {
    JudgedTrial trial = trial_of("user-tlb");
    trial.record.measurement->provoked = 1;
    arrive(trial, first, StepKind::function, "flush_tlb_func_remote");
    arrive(trial, second, StepKind::function, "flush_tlb_func");
    EXPECT_EQ(only_source(trial).missed + only_source(trial).invented, 0U);
    JudgedTrial shrink = trial_of("slab-shrink");
    arrive(shrink, first, StepKind::function, "flush_cpu_slab"); // an item elsewhere
    EXPECT_EQ(only_source(shrink).seen, 1U);
    EXPECT_EQ(only_source(shrink).arrival, "call flush_cpu_slab");
}

TEST(Calibrate, WhatNoKprobeNamesIsKnownByItsIpi) {
    JudgedTrial trial = trial_of("text-patching");
    trial.record.measurement->provoked = 2;
    arrive(trial, first, StepKind::ipi, "call_function", 2);
    arrive(trial, second, StepKind::ipi, "call_function", 2);
    trial.record.guest->tracing["ipi_function"] = "ok";
    EXPECT_EQ(only_source(trial).missed, 4U);
    trial.record.guest->tracing["ipi_function"] = "ok, kprobes in place of csd/csd_function_entry";
    EXPECT_EQ(only_source(trial).seen, 4U);
    EXPECT_EQ(only_source(trial).arrival, "IPI call_function");
}

TEST(Calibrate, FlawedEvidenceProvesNothing) {
    JudgedTrial trial = trial_of("membarrier");
    trial.record.measurement->provoked = 0;
    trial.observation->losses.push_back({"ring buffer", first, 7, "overwritten"});
    EXPECT_TRUE(only_source(trial).invalid);
    EXPECT_EQ(exit_code(calibrate({trial})), 2);
    EXPECT_EQ(exit_code(calibrate({})), 2);
}

TEST(Sources, AreEitherProvokedOrAbsent) {
    std::set<std::string> names;
    for (const Source& source : sources())
        EXPECT_TRUE(names.insert(source.name).second) << source.name;
    for (const AbsentSource& source : absent_sources("")) {
        EXPECT_TRUE(names.insert(source.name).second) << source.name;
        EXPECT_FALSE(source.reason.empty()) << source.name;
    }
}

std::string reason(const std::string& name, const std::string& symbols) {
    for (const AbsentSource& source : absent_sources(symbols))
        if (source.name == name)
            return source.reason;
    return "not absent";
}

TEST(Sources, AreAbsentForThatKernelsReason) {
    const std::string none = "this kernel has none";
    EXPECT_EQ(reason("fair-server", "ffffffff81000000 T fair_server_init_not\n"), none);
    const std::string stopped = reason("fair-server", "ffffffff81000000 T fair_server_init\n");
    EXPECT_NE(stopped, none);
    EXPECT_EQ(reason("fair-server", ""), stopped + "; or " + none);
}

TEST(CalibrationText, IsATable) {
    Calibration calibration;
    calibration.kernel = "6.12";
    calibration.machine = "QEMU 7.2.22 · tcg · 4 vCPUs, isolated 2-3";
    calibration.sources = {
        {"nothing", "local", "an idle window", 0, 0, 0, 0, std::nullopt},
        {"membarrier", "local", "call ipi_mb", 1000, 1000, 0, 0, std::nullopt},
        {"kernel-range-flush", "local", "call do_kernel_range_flush", 1000, 1000, 0, 0, std::nullopt},
        {"membarrier", "remote", "call ipi_mb", 1000, 998, 2, 0, "ring buffer lost 2 events"},
    };
    calibration.absent = {{"clocksource-watchdog", "tick local_timer",
                           "comes by time, not by number; the modes stop it (tsc=reliable)"}};
    EXPECT_EQ(calibration_text(calibration),
              "QEMU 7.2.22 · tcg · 4 vCPUs, isolated 2-3\n"
              "counts are exact, times indicative: not every guest ran under a KVM that works\n"
              "\n"
              "                   provoked    seen  missed  invented\n"
              "6.12 local\n"
              "  nothing                 0       0       0         0  an idle window\n"
              "  membarrier          1,000   1,000       0         0  ipi_mb\n"
              "  kernel-range-flush  1,000   1,000       0         0  do_kernel_range_flush\n"
              "6.12 remote\n"
              "  membarrier          1,000     998       2         0  ipi_mb\n"
              "    invalid: ring buffer lost 2 events\n"
              "not provoked, and why\n"
              "  clocksource-watchdog  tick local_timer: comes by time, not by number; the\n"
              "                        modes stop it (tsc=reliable)\n");
}

} // namespace
} // namespace cloister
