// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/judge/programs.hpp"

#include "orchestrator/trace/own_timers.hpp"
#include "results-schema/own_program.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

CountsBeside counts_on(CpuId cpu, const JudgedTrial& trial) {
    CountsBeside counts;
    for (const auto& [cause, by_cpu] : trial.observation->interruption_counts.by_cause) {
        const auto found = by_cpu.find(cpu);
        if (found == by_cpu.end())
            continue;
        const CauseCount& count = found->second;
        if (asked_for_it(trial.record.measurement.value(), cause)) {
            counts.own += count.number;
            continue;
        }
        counts.interruptions += count.number;
        counts.causes[cause.what] += count.number;
        counts.longest = std::max(counts.longest, count.longest);
    }
    return counts;
}

void add(const JudgedTrial& trial, const ProgramFigures& said, std::optional<CpuId> cpu,
         std::vector<ProgramReport>& all) {
    const TrialSpec& spec = trial.record.spec;
    ProgramReport& program = all.emplace_back();
    program.mode = spec.cell.mode;
    program.workload = spec.cell.workload;
    program.repetition = spec.repetition;
    program.program = said.program;
    program.cpu = cpu;
    program.figures = said.figures.numbers;
    if (said.is_subject && cpu && trial.observation && spec.isolated.contains(*cpu))
        program.ours = counts_on(*cpu, trial);
}

} // namespace

bool asked_for_it(const Measurement& measurement, const Cause& cause) {
    if (cause.what.find(wake_up_of) != std::string::npos)
        return true;
    const std::vector<std::string> tasks = measurement.subject_tasks.value_or(std::vector<std::string>{});
    return std::find(tasks.begin(), tasks.end(), cause.task) != tasks.end();
}

std::optional<std::vector<ProgramReport>> programs(const Evidence& evidence) {
    std::vector<ProgramReport> all;
    for (const JudgedTrial& trial : evidence)
        for (const ProgramFigures& said : trial.figures)
            if (said.figures.cpu || !said.is_subject)
                add(trial, said, said.figures.cpu, all);
            else // it does not tell its CPUs apart
                for (const CpuId cpu : trial.record.spec.isolated)
                    add(trial, said, cpu, all);
    return all.empty() ? std::nullopt : std::optional(std::move(all));
}

std::vector<std::string> notes_of_programs(const Evidence& evidence) {
    std::vector<std::string> notes;
    for (const JudgedTrial& trial : evidence)
        if (const auto& measurement = trial.record.measurement;
            measurement && measurement->unquiet && trial.observation)
            notes.push_back(
                fmt::format("{} {}: {} was never quiet for 20 ms: the window opens and closes at a marked "
                            "moment, and the "
                            "counters agree to within what came in the {} ms while they were read",
                            trial.record.spec.cell.mode, trial.record.spec.cell.workload,
                            short_name(trial.record.spec.subject),
                            std::chrono::ceil<std::chrono::milliseconds>(
                                (measurement->window_opened - measurement->unquiet->opened_from) +
                                (measurement->unquiet->closed_until - measurement->window_closed))
                                .count()));
    return notes;
}

} // namespace cloister
