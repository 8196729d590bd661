// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/stages/gather_evidence.hpp"

#include "orchestrator/base/digest.hpp"
#include "orchestrator/trace/decode.hpp"
#include "orchestrator/trace/observe.hpp"

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

std::optional<Observation> observation_of(const std::filesystem::path& directory, const TrialRecord& record) {
    if (record.outcome != Outcome::complete || !record.measurement || record.spec.subject == "none" ||
        record.spec.probes == Probes::none)
        return std::nullopt;
    for (const char* file : {"trace.dat", gaps_file})
        if (std::optional<Loss> loss = altered(directory / file, record)) {
            Observation nothing;
            nothing.losses.push_back(std::move(*loss));
            return nothing;
        }
    return observe(record.spec, *record.measurement, decode(directory / "trace.dat"),
                   parse_gaps_csv(read_text_file(directory / gaps_file)));
}

} // namespace

JudgedTrial judged_trial(const RunDirectory& run, TrialRecord record) {
    std::optional<Observation> observation = observation_of(run.trial(record.spec), record);
    return {std::move(record), std::move(observation)};
}

Evidence gather_evidence(const RunDirectory& run, const Plan& plan) {
    Evidence evidence;
    for (const TrialSpec& spec : plan.trials)
        if (std::optional<TrialRecord> record = run.record(spec))
            evidence.push_back(judged_trial(run, *std::move(record)));
    return evidence;
}

} // namespace cloister
