// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/stages/gather_evidence.hpp"

#include "orchestrator/base/digest.hpp"
#include "orchestrator/stages/read_coverage.hpp"
#include "orchestrator/trace/decode.hpp"
#include "orchestrator/trace/rows_by_cpu.hpp"
#include "results-schema/own_program.hpp"

namespace cloister {
namespace {

std::optional<Loss> altered(const std::filesystem::path& file, const TrialRecord& record) {
    const auto recorded = record.digests.find(file.filename().string());
    if (recorded == record.digests.end() || !std::filesystem::exists(file))
        return Loss{file.filename().string(), std::nullopt, std::nullopt, "the file is not there"};
    if (sha256_of_file(file) != recorded->second)
        return Loss{file.filename().string(), std::nullopt, std::nullopt, "the file is not the recorded one"};
    return std::nullopt;
}

std::optional<Observation> observation_of(const std::filesystem::path& directory, const TrialRecord& record,
                                          Keep keep) {
    if (record.outcome != Outcome::complete || !record.measurement || record.spec.subject == "none" ||
        record.spec.probes == Probes::none)
        return std::nullopt;
    const bool host_seen = record.host_watch && record.host_watch->by == WatchedBy::perf;
    std::vector<std::string> files{"trace.dat", gaps_file};
    if (host_seen)
        files.emplace_back(host_switches_file);
    for (const std::string& file : files)
        if (std::optional<Loss> loss = altered(directory / file, record)) {
            Observation nothing;
            nothing.losses.push_back(std::move(*loss));
            return nothing;
        }
    GapsFile gaps(directory / gaps_file);
    HostSwitchesFile absences(directory / host_switches_file);
    HostView host;
    if (host_seen)
        host = {[&](CpuId cpu) { return absences.next(cpu); },
                record.host_watch->clock_error.value_or(std::chrono::nanoseconds(0))};
    TraceObserver observer(
        record.spec, *record.measurement, [&](CpuId cpu) { return gaps.next(cpu); }, keep, host);
    decode(directory / "trace.dat", observer);
    return observer.finish();
}

std::string text_of(const std::filesystem::path& file) {
    return std::filesystem::exists(file) ? read_text_file(file) : "";
}

// Of one process: as many as it tells apart, at least one.
void add_figures(const std::filesystem::path& directory, const ProgramCall& call, bool is_subject,
                 std::vector<ProgramFigures>& all) {
    const std::string& program = call.words.front();
    const KnownTool* tool = known_tool(program);
    std::vector<ToolFigures> figures;
    if (tool != nullptr)
        figures =
            tool->figures(text_of(directory / output_file(call)), text_of(directory / figures_file(call)));
    if (figures.empty())
        figures.push_back({call.cpu, {}});
    for (ToolFigures& each : figures)
        all.push_back({program, is_subject, std::move(each)});
}

std::vector<ProgramFigures> figures_of(const std::filesystem::path& directory, const TrialRecord& record) {
    std::vector<ProgramFigures> all;
    if (record.outcome != Outcome::complete)
        return all;
    for (const ProgramCall& call : subject_calls(record.spec))
        add_figures(directory, call, true, all);
    for (const ProgramCall& call : disturber_calls(record.spec))
        add_figures(directory, call, false, all);
    return all;
}

// Of the files that a trial has but for trace and gaps: those that were recorded.
std::optional<Loss> altered_output(const std::filesystem::path& directory, const TrialRecord& record) {
    for (const std::string& file : program_files(record.spec))
        if (record.digests.contains(file))
            if (std::optional<Loss> loss = altered(directory / file, record))
                return loss;
    return std::nullopt;
}

} // namespace

JudgedTrial judged_trial(const RunDirectory& run, TrialRecord record, Keep keep) {
    const std::filesystem::path directory = run.trial(record.spec);
    std::optional<Observation> observation = observation_of(directory, record, keep);
    std::vector<ProgramFigures> figures = figures_of(directory, record);
    if (std::optional<Loss> loss = altered_output(directory, record); loss && observation) {
        observation->losses.push_back(*std::move(loss));
        figures.clear();
    }
    std::optional<TrialCoverage> coverage = read_coverage(run, record);
    return {std::move(record), std::move(observation), std::move(figures), std::move(coverage)};
}

Evidence gather_evidence(const RunDirectory& run, const Plan& plan, Keep keep) {
    Evidence evidence;
    for (const TrialSpec& spec : plan.trials)
        if (std::optional<TrialRecord> record = run.record(spec))
            evidence.push_back(judged_trial(run, *std::move(record), keep));
    return evidence;
}

} // namespace cloister
