// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/judge/evidence.hpp"

#include "orchestrator/base/quantity.hpp"
#include "orchestrator/plan/workload_names.hpp"

#include <fmt/format.h>

namespace cloister {
namespace {

template <class Number>
std::uint64_t sum(const std::map<CpuId, Number>& numbers) {
    std::uint64_t total = 0;
    for (const auto& [cpu, number] : numbers)
        total += number;
    return total;
}

std::uint64_t on_isolated(const Counts& counts, const CpuSet& isolated, ArrivalKind kind) {
    std::uint64_t total = 0;
    for (const auto& [cpu, kinds] : counts)
        if (const auto found = kinds.find(kind); isolated.contains(cpu) && found != kinds.end())
            total += found->second;
    return total;
}

template <class Tally>
std::uint64_t sum_of_drains(const Trials& trials, Tally tally) {
    std::uint64_t total = 0;
    for (const JudgedTrial* trial : trials)
        if (trial->record.measurement && trial->record.measurement->drains)
            total += tally(*trial->record.measurement->drains);
    return total;
}

std::string trial_name(const TrialRecord& record) {
    return fmt::format("{} {} #{}", record.spec.cell.mode, record.spec.cell.workload, record.spec.repetition);
}

std::optional<Unsound> unsound_loss(const JudgedTrial& trial) {
    if (trial.observation->losses.empty())
        return std::nullopt;
    const Loss& loss = trial.observation->losses.front();
    return Unsound{Verdict::invalid,
                   fmt::format("{}: {} lost {}: {}", trial_name(trial.record), loss.source,
                               loss.number ? quantity(*loss.number, "event") : "events, number unknown",
                               loss.why)};
}

// In local mode, which every kernel knows: a call that does not drain there is not the kernel's fault. In
// remote mode it may be, and drains-complete says so.
std::optional<Unsound> unsound_disturber(const TrialRecord& record) {
    const std::optional<DrainTally>& drains = record.measurement->drains;
    if (record.spec.mode.read_back.expect != "local" || !drains || !drains->does_not_drain)
        return std::nullopt;
    return Unsound{Verdict::undecided,
                   fmt::format("{} does not drain on this kernel: {}; choose another disturber",
                               record.spec.disturber, *drains->does_not_drain)};
}

std::optional<Unsound> unsound_trial(const JudgedTrial& trial) {
    const TrialRecord& record = trial.record;
    const std::string why = record.failure ? record.failure->what : "no reason was recorded";
    switch (record.outcome) {
    case Outcome::complete:
        break;
    case Outcome::kernel_failed:
        return Unsound{Verdict::refuted, fmt::format("{}: the kernel failed: {}", trial_name(record), why)};
    case Outcome::guest_lost:
    case Outcome::timed_out:
    case Outcome::lab_failed:
        return Unsound{Verdict::invalid,
                       fmt::format("{}: {}: {}", trial_name(record), name_of(record.outcome), why)};
    }
    const ReadBack& read_back = record.spec.mode.read_back;
    const std::string mode =
        record.guest ? record.guest->drain_mode.value_or(read_back.absent.value_or("")) : "";
    if (mode != read_back.expect)
        return Unsound{Verdict::invalid, fmt::format("{}: mode read back as '{}', not '{}'",
                                                     trial_name(record), mode, read_back.expect)};
    if (!trial.observation || !record.measurement)
        return Unsound{Verdict::invalid, fmt::format("{}: no trace of the window", trial_name(record))};
    if (std::optional<Unsound> loss = unsound_loss(trial))
        return loss;
    if (std::optional<Unsound> idle = unsound_disturber(record))
        return idle;
    if (!trial.observation->disagreements.empty())
        return Unsound{Verdict::invalid, fmt::format("{}: counters disagree: {}", trial_name(record),
                                                     trial.observation->disagreements.front())};
    if (!trial.observation->differences_from_kernel.empty())
        return Unsound{Verdict::invalid,
                       fmt::format("{}: the kernel counted otherwise: {}", trial_name(record),
                                   trial.observation->differences_from_kernel.front())};
    return std::nullopt;
}

} // namespace

Trials trials_where(const Evidence& evidence, const std::function<bool(const TrialSpec&)>& chosen) {
    Trials trials;
    for (const JudgedTrial& trial : evidence)
        if (chosen(trial.record.spec))
            trials.push_back(&trial);
    return trials;
}

bool drains_in(const TrialSpec& spec, const std::string& way) {
    return spec.mode.read_back.expect == way && subject_kind(spec.subject) == SubjectKind::arms &&
           disturber_kind(spec.disturber) == DisturberKind::drains;
}

bool is_quiet(const TrialSpec& spec) {
    return subject_kind(spec.subject) == SubjectKind::spins &&
           disturber_kind(spec.disturber) == DisturberKind::none;
}

bool failed_at_boot(const TrialRecord& record) {
    return record.outcome == Outcome::kernel_failed && record.failure && record.failure->stage == "boot";
}

std::optional<Unsound> unsound(const Trials& trials, const std::string& kind) {
    if (trials.empty())
        return Unsound{Verdict::undecided, "no trial " + kind + " was measured"};
    std::optional<Unsound> worst;
    for (const JudgedTrial* trial : trials)
        if (std::optional<Unsound> found = unsound_trial(*trial);
            found && (!worst || found->verdict > worst->verdict))
            worst = std::move(found);
    return worst;
}

std::optional<Unsound> unsound(const std::vector<std::pair<Trials, std::string>>& kinds) {
    for (const auto& [trials, kind] : kinds)
        if (std::optional<Unsound> flaw = unsound(trials, kind))
            return flaw;
    return std::nullopt;
}

std::uint64_t armed(const Trials& trials) {
    return sum_of_drains(trials, [](const DrainTally& drains) { return sum(drains.armed); });
}

std::uint64_t completed(const Trials& trials) {
    return sum_of_drains(trials, [](const DrainTally& drains) { return sum(drains.completed); });
}

std::uint64_t wanted(const Trials& trials) {
    return sum_of_drains(trials, [](const DrainTally& drains) { return drains.wanted; });
}

bool lacks_armed_drains(const Trials& trials) {
    const TrialSpec& spec = trials.front()->record.spec;
    return (drains_in(spec, "local") || drains_in(spec, "remote")) && armed(trials) != wanted(trials);
}

std::uint64_t counted(const Trials& trials, ArrivalKind kind) {
    std::uint64_t total = 0;
    for (const JudgedTrial* trial : trials)
        if (trial->observation)
            total += on_isolated(trial->observation->counts, trial->record.spec.isolated, kind);
    return total;
}

std::uint64_t drain_caused(const Trials& trials, ArrivalKind kind) {
    std::uint64_t total = 0;
    for (const JudgedTrial* trial : trials)
        if (trial->observation)
            total += on_isolated(trial->observation->drain_caused, trial->record.spec.isolated, kind);
    return total;
}

} // namespace cloister
