// SPDX-License-Identifier: GPL-2.0-or-later
// For tests: trials as a guest would have left them, sound and silent. Runs on: host.
#pragma once

#include "orchestrator/compare/side.hpp"

namespace cloister {

// 1,000 armed drains in 10 s, two isolated CPUs.
inline ComparedTrial drained(const std::string& mode, const std::string& kernel = "6.12") {
    ComparedTrial trial;
    TrialRecord& record = trial.judged.record;
    record.outcome = Outcome::complete;
    record.kernel.reference = kernel;
    record.kernel.digest = "sha256:" + kernel;
    record.machine.backend = "qemu";
    record.machine.version = "QEMU 7.2.22";
    record.machine.accelerator = "tcg";
    TrialSpec& spec = record.spec;
    spec.cell = {kernel, mode, "spin-refill+drop_caches"};
    spec.isolated = CpuSet::parse("2-3");
    spec.mode.name = mode;
    spec.mode.command_line = {"isolcpus=2-3"};
    spec.mode.read_back = {"/sys/kernel/mm/remote_drain", mode, std::nullopt};
    spec.subject = "spin-refill";
    spec.disturber = "drop_caches";
    spec.drains = 1000;
    record.guest.emplace().drain_mode = mode;
    record.guest->isolated = spec.isolated;
    Measurement& measurement = record.measurement.emplace();
    measurement.window_closed = std::chrono::seconds(10);
    DrainTally& drains = measurement.drains.emplace();
    drains.wanted = 1000;
    drains.calls = 500;
    drains.armed = drains.completed = {{CpuId{2}, 500}, {CpuId{3}, 500}};
    drains.call_total = std::chrono::seconds(1);
    Observation& seen = trial.judged.observation.emplace();
    if (mode == "local") {
        seen.counts[CpuId{2}][ArrivalKind::drain_work] = 500;
        seen.counts[CpuId{3}][ArrivalKind::drain_work] = 500;
        seen.drain_caused[CpuId{2}] = {{ArrivalKind::drain_work, 500}, {ArrivalKind::ipi, 900}};
        seen.interruption_counts.by_cause[{"lru_add_drain_per_cpu", "__lru_add_drain_all", "", ""}]
                                         [CpuId{2}] = {1000, std::chrono::microseconds(7), 1000};
    }
    return trial;
}

// A window of 10 s in which nothing was to come.
inline ComparedTrial quiet(const std::string& mode = "local", const std::string& kernel = "6.12") {
    ComparedTrial trial = drained(mode, kernel);
    TrialSpec& spec = trial.judged.record.spec;
    spec.cell.workload = "spin+none";
    spec.subject = "spin";
    spec.disturber = "none";
    spec.drains.reset();
    trial.judged.record.measurement->drains.reset();
    trial.judged.observation.emplace();
    return trial;
}

// As an interruption that no drain caused.
inline void interrupt(ComparedTrial& trial, std::uint64_t number, const std::string& what = "vmstat_update") {
    if (number > 0)
        trial.judged.observation->interruption_counts.by_cause[{what, "vmstat_shepherd", "", ""}][CpuId{2}] =
            {number, std::chrono::microseconds(5), 0};
}

inline ComparedSide side(const std::string& name, std::vector<ComparedTrial> trials) {
    return {name, std::move(trials), {}, {}};
}

} // namespace cloister
