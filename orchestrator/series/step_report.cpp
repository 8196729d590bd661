// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/series/step_report.hpp"

#include "orchestrator/judge/claim.hpp"
#include "orchestrator/judge/judge.hpp"

#include <algorithm>

namespace cloister {
namespace {

StepDrains& drains_of(StepReport& step, const std::string& mode) {
    for (StepDrains& each : step.drains)
        if (each.mode == mode)
            return each;
    StepDrains& fresh = step.drains.emplace_back();
    fresh.mode = mode;
    return fresh;
}

// Counted drains alone: a storm arms an unknown number besides.
void add_drains(const JudgedTrial& trial, StepReport& step) {
    const TrialSpec& spec = trial.record.spec;
    if (!drains_in(spec, spec.mode.read_back.expect))
        return;
    StepDrains& drains = drains_of(step, spec.cell.mode);
    const Trials one{&trial};
    drains.armed += armed(one);
    drains.completed += completed(one);
    drains.work_items += drain_caused(one, ArrivalKind::drain_work);
    drains.ipis += drain_caused(one, ArrivalKind::ipi);
    drains.switches += drain_caused(one, ArrivalKind::task_switch);
    drains.ticks += drain_caused(one, ArrivalKind::tick);
    if (!trial.record.measurement || !trial.record.measurement->drains)
        return;
    const DrainTally& tally = *trial.record.measurement->drains;
    const auto before = drains.call_mean * static_cast<std::int64_t>(drains.calls);
    drains.calls += tally.calls;
    if (drains.calls > 0)
        drains.call_mean = (before + tally.call_total) / static_cast<std::int64_t>(drains.calls);
    drains.call_max = std::max(drains.call_max, tally.call_max);
}

Verdict verdict_of(const StepReport& step) {
    switch (step.state) {
    case StepState::not_done:
        return Verdict::undecided;
    case StepState::left_out:
        return Verdict::upheld; // of it nothing is said
    case StepState::build_failed:
    case StepState::kernel_failed:
        return Verdict::refuted;
    case StepState::measured:
        break;
    }
    const bool flawed = std::any_of(step.costs.begin(), step.costs.end(),
                                    [](const StepCost& cost) { return cost.invalid.has_value(); });
    return std::max(step.verdict.value_or(Verdict::upheld), flawed ? Verdict::invalid : Verdict::upheld);
}

bool is_of_trials(const ClaimResult& claim) {
    const std::vector<Claim>& all = claims();
    return std::any_of(all.begin(), all.end(), [&](const Claim& each) { return each.id == claim.id; });
}

} // namespace

void tell_measured(const Evidence& evidence, const Report& report, StepReport& step) {
    step.state = StepState::measured;
    step.reason.reset();
    std::erase_if(step.claims, is_of_trials);
    step.claims.insert(step.claims.begin(), report.claims.begin(), report.claims.end());
    step.verdict = worst_of(step.claims);
    step.drains.clear();
    for (const JudgedTrial& trial : evidence) {
        add_drains(trial, step);
        if (trial.record.outcome == Outcome::kernel_failed && step.state == StepState::measured) {
            step.state = StepState::kernel_failed;
            step.reason = trial.record.failure ? trial.record.failure->what : "its kernel failed";
        }
    }
    // The order of trials is drawn by a seed; that of modes is the same at each step.
    std::sort(step.drains.begin(), step.drains.end(),
              [](const StepDrains& a, const StepDrains& b) { return a.mode < b.mode; });
}

void tell_costs(const Cost& cost, StepReport& step) {
    step.costs.clear();
    for (const OperationCost& each : cost.operations)
        step.costs.push_back({each.name, each.mode, each.instructions, each.locked, each.cache_lines,
                              each.elsewhere, each.invalid});
    step.absent_costs = cost.absent;
    if (step.state == StepState::not_done ||
        step.state == StepState::left_out) // only its costs were asked for
        step.state = StepState::measured;
}

void tell_cost_claims(const std::vector<ClaimResult>& claims, StepReport& step) {
    std::erase_if(step.claims, [](const ClaimResult& claim) { return !is_of_trials(claim); });
    step.claims.insert(step.claims.end(), claims.begin(), claims.end());
    step.verdict = worst_of(step.claims);
}

bool is_bad(const StepReport& step) {
    return step.state == StepState::build_failed || step.state == StepState::kernel_failed ||
           step.verdict == Verdict::refuted;
}

void conclude(SeriesReport& series) {
    series.verdict = series.steps.empty() ? Verdict::undecided : Verdict::upheld;
    series.first_bad.reset();
    for (std::size_t step = 0; step < series.steps.size(); ++step) {
        series.verdict = std::max(series.verdict, verdict_of(series.steps[step]));
        if (!series.first_bad && is_bad(series.steps[step]))
            series.first_bad = step;
    }
}

} // namespace cloister
