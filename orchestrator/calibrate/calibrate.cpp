// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/calibrate/calibrate.hpp"

#include "orchestrator/base/quantity.hpp"
#include "orchestrator/base/wrapped.hpp"
#include "orchestrator/judge/measured_on.hpp"
#include "orchestrator/report/measured_on_text.hpp"
#include "orchestrator/trace/arrivals.hpp"
#include "orchestrator/wire/rehearsal_stage.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

using ByCpu = std::map<CpuId, std::uint64_t>;

// In remote mode a drain brings nothing.
ByCpu provoked_in(const JudgedTrial& trial, const Source& source) {
    const TrialSpec& spec = trial.record.spec;
    const Measurement& measurement = trial.record.measurement.value();
    const bool nothing = spec.mode.read_back.expect == "remote" && is_drain_function(source.arrival);
    ByCpu provoked;
    for (const CpuId cpu : spec.isolated)
        provoked[cpu] = nothing ? 0 : measurement.provoked.value_or(0);
    if (measurement.drains && !nothing)
        for (const auto& [cpu, armed] : measurement.drains->armed)
            provoked[cpu] = armed;
    return provoked;
}

bool is_its_ipi(const Source& source, const JudgedTrial& trial, StepKind kind, const std::string& name) {
    const std::map<std::string, std::string>& tracing = trial.record.guest->tracing;
    const auto calls = tracing.find("ipi_function");
    return kind == StepKind::ipi && !name.empty() && name == source.or_ipi && calls != tracing.end() &&
           calls->second != "ok";
}

// What is a work item on one kernel may be called by an IPI on another.
bool is_of(const Source& source, const JudgedTrial& trial, StepKind kind, const std::string& name) {
    if (is_its_ipi(source, trial, kind, name))
        return true;
    const bool has_function = kind == StepKind::work || kind == StepKind::function;
    if (source.kind == StepKind::ipi ? kind != StepKind::ipi : !has_function)
        return false;
    return name == source.arrival || name == source.or_arrival;
}

constexpr const char* idle = "an idle window";

std::string arrival_words(StepKind kind, const std::string& name) {
    if (name.empty())
        return idle;
    const char* word = kind == StepKind::work ? "work " : kind == StepKind::ipi ? "IPI " : "call ";
    return word + name;
}

// Tells the arrival as this kernel has it.
ByCpu seen_in(const JudgedTrial& trial, const Source& source, std::string& arrival) {
    const InterruptionCounts& counts = trial.observation->interruption_counts;
    ByCpu seen;
    if (source.arrival.empty()) {
        for (const auto& [cause, by_cpu] : counts.by_cause)
            for (const auto& [cpu, count] : by_cpu)
                seen[cpu] += count.number;
        return seen;
    }
    for (const auto& [step, number] : counts.steps)
        if (const auto& [cpu, kind, name] = step; is_of(source, trial, kind, name)) {
            seen[cpu] += number;
            arrival = arrival_words(kind, name);
        }
    return seen;
}

void count(const Source& source, const JudgedTrial& trial, CalibratedSource& sum) {
    const InterruptionCounts& counts = trial.observation->interruption_counts;
    ByCpu seen = seen_in(trial, source, sum.arrival);
    if (!source.arrival.empty())
        sum.invented += counts.without_cause();
    for (const auto& [cpu, provoked] : provoked_in(trial, source)) {
        sum.provoked += provoked;
        sum.seen += seen[cpu];
        sum.missed += provoked > seen[cpu] ? provoked - seen[cpu] : 0;
        sum.invented += seen[cpu] > provoked ? seen[cpu] - provoked : 0;
    }
}

std::string without_prefix(const std::string& text, const std::string& prefix) {
    return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
}

// Once, whatever the number of modes and repetitions.
void note_absent(std::vector<AbsentSource>& absent, AbsentSource source) {
    if (std::none_of(absent.begin(), absent.end(),
                     [&](const AbsentSource& each) { return each.name == source.name; }))
        absent.push_back(std::move(source));
}

CalibratedSource& row_of(std::vector<CalibratedSource>& rows, const Source& source, const std::string& mode) {
    for (CalibratedSource& row : rows)
        if (row.name == source.name && row.mode == mode)
            return row;
    CalibratedSource row;
    row.name = source.name;
    row.mode = mode;
    row.arrival = arrival_words(source.kind, source.arrival);
    return rows.emplace_back(std::move(row));
}

// Without the kind: the arrival's name alone may take 25 columns. The source's takes from the number's where
// it is long.
std::string line_of(const CalibratedSource& source) {
    const std::size_t kind = source.arrival.find(' ');
    const std::string name = source.arrival == idle ? idle : source.arrival.substr(kind + 1);
    std::string line = fmt::format("  {}{:>{}}{:>8}{:>8}{:>10}  {}\n", source.name, grouped(source.provoked),
                                   25 - source.name.size(), grouped(source.seen), grouped(source.missed),
                                   grouped(source.invented), name);
    if (source.invalid)
        line += "    invalid: " + wrapped(*source.invalid, 13) + "\n";
    return line;
}

std::string absent_text(const std::vector<AbsentSource>& absent) {
    std::string text = absent.empty() ? "" : "not provoked, and why\n";
    for (const AbsentSource& source : absent)
        text += fmt::format("  {:<22}{}\n", source.name, wrapped(source.arrival + ": " + source.reason, 24));
    return text;
}

} // namespace

std::optional<std::string> why_absent(const TrialRecord& record) {
    if (record.failure && record.failure->stage == wire::rehearsal_stage)
        return without_prefix(record.failure->what, record.spec.disturber + ": ");
    if (record.spec.mode.read_back.expect == "local" && record.measurement && record.measurement->drains &&
        record.measurement->drains->does_not_drain)
        return "drains nothing on this kernel: " + *record.measurement->drains->does_not_drain;
    return std::nullopt;
}

Calibration calibrate(const Evidence& evidence) {
    Calibration calibration;
    tell_measured_on(evidence, calibration);
    for (const JudgedTrial& trial : evidence) {
        const Source* source = source_of(trial.record.spec);
        if (source == nullptr)
            continue;
        calibration.kernel = trial.record.spec.cell.kernel;
        if (const std::optional<std::string> why = why_absent(trial.record)) {
            note_absent(calibration.absent,
                        {source->name, arrival_words(source->kind, source->arrival), *why});
            continue;
        }
        CalibratedSource& row = row_of(calibration.sources, *source, trial.record.spec.cell.mode);
        if (const std::optional<Unsound> flaw = unsound({&trial}, source->name))
            row.invalid = flaw->reason;
        if (trial.observation)
            count(*source, trial, row);
    }
    return calibration;
}

int exit_code(const Calibration& calibration) {
    const auto any = [&](auto is_so) {
        return std::any_of(calibration.sources.begin(), calibration.sources.end(), is_so);
    };
    if (calibration.sources.empty() ||
        any([](const CalibratedSource& source) { return source.invalid.has_value(); }))
        return 2;
    return any([](const CalibratedSource& source) { return source.missed + source.invented > 0; }) ? 1 : 0;
}

std::string calibration_text(const Calibration& calibration) {
    std::string text =
        measured_on_text(calibration.machine, calibration.times_indicative, calibration.not_measured);
    text += fmt::format("{:<18}{:>9}{:>8}{:>8}{:>10}\n", "", "provoked", "seen", "missed", "invented");
    std::string mode;
    for (const CalibratedSource& source : calibration.sources) {
        if (source.mode != mode)
            text += calibration.kernel + " " + source.mode + "\n";
        mode = source.mode;
        text += line_of(source);
    }
    return text + absent_text(calibration.absent);
}

} // namespace cloister
