// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/compare/quantities.hpp"

#include "orchestrator/judge/programs.hpp"
#include "orchestrator/judge/storms.hpp"
#include "orchestrator/plan/workload_names.hpp"
#include "orchestrator/statistics/medians.hpp"
#include "orchestrator/trace/contentions.hpp"

#include <algorithm>

namespace cloister {
namespace {

double real(std::uint64_t number) {
    return static_cast<double>(number);
}

// Over the trials, and both sides.
template <class Number>
double sum(const CellTrials& trials, Number number) {
    double total = 0;
    for (const ComparedTrial* trial : trials)
        total += static_cast<double>(number(trial->judged));
    return total;
}

struct BothSides {
    const CellTrials& old_side;
    const CellTrials& new_side;

    template <class Number>
    CountedOver over(const char* unit, Number number) const {
        return {unit, sum(old_side, number), sum(new_side, number)};
    }
    const TrialSpec& spec() const { return new_side.front()->judged.record.spec; }
};

double armed_in(const JudgedTrial& trial) {
    return real(armed({&trial}));
}
double drain_calls(const JudgedTrial& trial) {
    const auto& drains = trial.record.measurement->drains;
    return drains ? real(drains->calls) : 0;
}
double cpu_seconds(const JudgedTrial& trial) {
    const Measurement& measurement = *trial.record.measurement;
    const std::chrono::duration<double> window = measurement.window_closed - measurement.window_opened;
    return window.count() * real(trial.record.spec.isolated.size());
}
double provocations(const JudgedTrial& trial) {
    return real(trial.record.measurement->provoked.value_or(0)) * real(trial.record.spec.isolated.size());
}
double interrupting_arrivals(const JudgedTrial& trial) {
    return real(drain_caused({&trial}, ArrivalKind::drain_work) + drain_caused({&trial}, ArrivalKind::ipi) +
                drain_caused({&trial}, ArrivalKind::task_switch));
}
double waits(const JudgedTrial& trial, bool for_caches) {
    double total = 0;
    for (const Contention& contention : trial.observation->contentions)
        if ((contention.lock != other_spinlocks) == for_caches)
            total += real(contention.number);
    return total;
}

template <class Number>
ComparedQuantity counted_on(const BothSides& sides, const char* name, const char* unit, ComparedBy by,
                            Number number) {
    ComparedQuantity quantity;
    quantity.name = name;
    quantity.unit = unit;
    quantity.by = by;
    quantity.old_number = sum(sides.old_side, number);
    quantity.new_number = sum(sides.new_side, number);
    return quantity;
}

bool is_drained(const BothSides& sides) {
    return disturber_kind(sides.spec().disturber) == DisturberKind::drains &&
           sides.over("", drain_calls).old_side > 0 && sides.over("", drain_calls).new_side > 0;
}

bool have_way(const BothSides& sides, const std::string& way) {
    const auto all = [&](const CellTrials& trials) {
        return std::all_of(trials.begin(), trials.end(), [&](const ComparedTrial* trial) {
            return trial->judged.record.spec.mode.read_back.expect == way;
        });
    };
    return all(sides.old_side) && all(sides.new_side);
}

// By design: each armed drain is done, and in local mode takes one work item.
void add_exact(const BothSides& sides, std::vector<ComparedQuantity>& all) {
    if (!is_drained(sides) || subject_kind(sides.spec().subject) != SubjectKind::arms)
        return;
    const CountedOver drains = sides.over("armed drain", armed_in);
    all.push_back(
        counted_on(sides, "armed drains that were not done", "drains", ComparedBy::exactly,
                   [](const JudgedTrial& trial) { return armed_in(trial) - real(completed({&trial})); }));
    all.back().over = {drains};
    if (!have_way(sides, "local"))
        return;
    all.push_back(
        counted_on(sides, "drain work items", "items", ComparedBy::exactly,
                   [](const JudgedTrial& trial) { return counted({&trial}, ArrivalKind::drain_work); }));
    all.back().over = {drains};
}

// Claimed to be none: what a drain causes in remote mode, and waits for locks that nobody takes in local
// mode. Where the sides differ in mode, one of them claims the first; the second is told as it is.
void add_zero(const BothSides& sides, std::vector<ComparedQuantity>& all) {
    if (!is_drained(sides))
        return;
    const bool both_local = have_way(sides, "local");
    const bool both_remote = have_way(sides, "remote");
    const CountedOver calls = sides.over("drain call", drain_calls);
    if (!both_local) {
        all.push_back(counted_on(sides, "work items, IPIs and switches by drains", "arrivals",
                                 ComparedBy::zero, interrupting_arrivals));
        all.back().over = {calls};
    }
    if (!both_remote) {
        all.push_back(counted_on(sides, "waits for locks of per-CPU caches", "waits",
                                 both_local ? ComparedBy::zero : ComparedBy::rate,
                                 [](const JudgedTrial& trial) { return waits(trial, true); }));
        all.back().over = {calls};
        all.back().indicative = !both_local;
    }
}

std::string words(const Cause& cause) {
    return cause.by.empty() ? cause.what : cause.what + " by " + cause.by;
}

// Interruptions that no drain caused and nobody's own program asked for, by cause.
std::map<std::string, std::uint64_t> others(const CellTrials& trials) {
    std::map<std::string, std::uint64_t> numbers;
    for (const ComparedTrial* trial : trials)
        for (const auto& [cause, by_cpu] : trial->judged.observation->interruption_counts.by_cause)
            if (!asked_for_it(*trial->judged.record.measurement, cause))
                for (const auto& [cpu, count] : by_cpu)
                    if (count.number > count.by_drains)
                        numbers[words(cause)] += count.number - count.by_drains;
    return numbers;
}

std::vector<CountedOver> exposures(const BothSides& sides) {
    if (const CountedOver provoked = sides.over("provocation", provocations); provoked.old_side > 0)
        return {provoked};
    std::vector<CountedOver> over{sides.over("CPU second", cpu_seconds)};
    if (is_drained(sides)) // the window lasts as long as the drains do
        over.push_back(sides.over("drain call", drain_calls));
    return over;
}

// All of them, and each cause by itself.
struct OtherInterruptions {
    ComparedQuantity together;
    std::vector<ComparedQuantity> by_cause;
};

OtherInterruptions other_interruptions(const BothSides& sides) {
    OtherInterruptions others_of;
    ComparedQuantity& together = others_of.together;
    together.name = "other interruptions";
    together.by = ComparedBy::rate;
    together.unit = "interruptions";
    together.over = exposures(sides);
    std::map<std::string, ComparedQuantity> by_cause;
    for (const auto& [name, number] : others(sides.old_side))
        by_cause.try_emplace(name, together).first->second.old_number = real(number);
    for (const auto& [name, number] : others(sides.new_side))
        by_cause.try_emplace(name, together).first->second.new_number = real(number);
    for (auto& [name, quantity] : by_cause) {
        together.old_number += quantity.old_number;
        together.new_number += quantity.new_number;
        quantity.name = "interruptions: " + name;
        others_of.by_cause.push_back(quantity);
    }
    return others_of;
}

void add_rates(const BothSides& sides, std::vector<ComparedQuantity>& all) {
    const OtherInterruptions found = other_interruptions(sides);
    all.push_back(found.together);
    if (found.by_cause.size() == 1) // all of them
        all.back().name = found.by_cause.front().name;
    else
        all.insert(all.end(), found.by_cause.begin(), found.by_cause.end());
}

// Of each trial one number, or as many as it has.
template <class Values>
void add_resampled(const BothSides& sides, const char* name, const char* unit, bool indicative, Values values,
                   std::vector<ComparedQuantity>& all) {
    const auto of = [&](const CellTrials& trials) {
        ValuesByTrial by_trial;
        for (const ComparedTrial* trial : trials)
            by_trial.push_back(values(*trial));
        return by_trial;
    };
    const ValuesByTrial old_values = of(sides.old_side);
    const ValuesByTrial new_values = of(sides.new_side);
    const auto has_median = [](const ValuesByTrial& trials) {
        return std::any_of(trials.begin(), trials.end(), [](const auto& each) { return !each.empty(); }) &&
               std::all_of(trials.begin(), trials.end(), [](const auto& each) {
                   return std::all_of(each.begin(), each.end(), [](double value) { return value > 0; });
               });
    };
    if (!has_median(old_values) || !has_median(new_values))
        return;
    const ComparedMedians medians = compare_medians(old_values, new_values, all.size() + 1);
    ComparedQuantity& quantity = all.emplace_back();
    quantity.name = name;
    quantity.by = ComparedBy::resampling;
    quantity.indicative = indicative;
    quantity.unit = unit;
    quantity.old_number = medians.old_median;
    quantity.new_number = medians.new_median;
    quantity.over = {{"trial", real(old_values.size()), real(new_values.size())}};
    quantity.ratio = {medians.bounds.low, medians.bounds.high};
    quantity.probability = medians.probability;
}

std::vector<double> a_call(const ComparedTrial& trial, double number) {
    const double calls = drain_calls(trial.judged);
    return calls > 0 ? std::vector<double>{number / calls} : std::vector<double>{};
}

// What follows a drain in local mode and may be elided, shared or late: trials differ by more than chance.
void add_followers(const BothSides& sides, bool indicative, std::vector<ComparedQuantity>& all) {
    const auto add = [&](const char* name, const char* unit, ArrivalKind kind) {
        add_resampled(
            sides, name, unit, indicative,
            [kind](const ComparedTrial& trial) {
                return a_call(trial, real(drain_caused({&trial.judged}, kind)));
            },
            all);
    };
    add("IPIs by a drain call", "IPIs", ArrivalKind::ipi);
    add("task switches by a drain call", "switches", ArrivalKind::task_switch);
    add("ticks by a drain call", "ticks", ArrivalKind::tick);
}

void add_times(const BothSides& sides, bool indicative, std::vector<ComparedQuantity>& all) {
    if (is_drained(sides)) {
        add_followers(sides, indicative, all);
        if (have_way(sides, "remote"))
            add_resampled(
                sides, "waits for locks of per-CPU caches, a drain call", "waits", indicative,
                [](const ComparedTrial& trial) { return a_call(trial, waits(trial.judged, true)); }, all);
        add_resampled(
            sides, "waits for other spinlocks, a drain call", "waits", indicative,
            [](const ComparedTrial& trial) { return a_call(trial, waits(trial.judged, false)); }, all);
        add_resampled(
            sides, "a drain call", "ns", indicative,
            [](const ComparedTrial& trial) {
                const DrainTally& drains = *trial.judged.record.measurement->drains;
                return a_call(trial, static_cast<double>(drains.call_total.count()));
            },
            all);
    }
    add_resampled(
        sides, "a subject's gap", "ns", indicative, [](const ComparedTrial& trial) { return trial.gaps; },
        all);
    add_resampled(
        sides, "a page of background pressure", "ns", indicative,
        [](const ComparedTrial& trial) {
            const Measurement& measurement = *trial.judged.record.measurement;
            const double pages = real(measurement.pressure_pages.value_or(0));
            return pages > 0 && measurement.pressure_time
                       ? std::vector<double>{static_cast<double>(measurement.pressure_time->count()) / pages}
                       : std::vector<double>{};
        },
        all);
    add_resampled(
        sides, "a page of a storm", "ns", indicative,
        [](const ComparedTrial& trial) {
            const Measurement& measurement = *trial.judged.record.measurement;
            const double pages = real(pages_of_storm(trial.judged.record).value_or(0));
            const auto window = measurement.window_closed - measurement.window_opened;
            return pages > 0 ? std::vector<double>{static_cast<double>(window.count()) / pages}
                             : std::vector<double>{};
        },
        all);
}

} // namespace

Trials judged(const CellTrials& trials) {
    Trials all;
    for (const ComparedTrial* trial : trials)
        all.push_back(&trial->judged);
    return all;
}

std::vector<ComparedQuantity> quantities_of(const CellTrials& old_side, const CellTrials& new_side,
                                            bool indicative) {
    const BothSides sides{old_side, new_side};
    std::vector<ComparedQuantity> all;
    add_exact(sides, all);
    add_zero(sides, all);
    add_rates(sides, all);
    add_times(sides, indicative, all);
    return all;
}

CountsOfTrial counts_of(const ComparedTrial& trial) {
    const CellTrials itself{&trial};
    const BothSides sides{itself, itself};
    CountsOfTrial counts;
    add_exact(sides, counts.whole);
    add_zero(sides, counts.whole);
    std::erase_if(counts.whole, [](const ComparedQuantity& quantity) { return quantity.indicative; });
    OtherInterruptions found = other_interruptions(sides);
    counts.whole.push_back(std::move(found.together));
    counts.parts_of_last = std::move(found.by_cause);
    return counts;
}

std::vector<ComparedQuantity> failures_of(const CellTrials& old_side, const CellTrials& new_side) {
    const BothSides sides{old_side, new_side};
    const CountedOver trials = sides.over("trial", [](const JudgedTrial&) { return 1; });
    std::vector<ComparedQuantity> all{counted_on(
        sides, "kernels that failed", "kernels", ComparedBy::exactly,
        [](const JudgedTrial& trial) { return trial.record.outcome == Outcome::kernel_failed ? 1 : 0; })};
    if (sides.spec().subject == "none")
        all.push_back(counted_on(sides, "boots in another mode than expected", "boots", ComparedBy::exactly,
                                 [](const JudgedTrial& trial) {
                                     const auto& guest = trial.record.guest;
                                     const ReadBack& expected = trial.record.spec.mode.read_back;
                                     return guest && guest->drain_mode.value_or(expected.absent.value_or(
                                                         "nothing")) != expected.expect
                                                ? 1
                                                : 0;
                                 }));
    for (ComparedQuantity& quantity : all)
        quantity.over = {trials};
    return all;
}

} // namespace cloister
