// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/compare/decide.hpp"

#include "orchestrator/statistics/holm.hpp"
#include "orchestrator/statistics/rates.hpp"

#include <algorithm>
#include <cmath>

namespace cloister {
namespace {

TwoCounts counts_of(const ComparedQuantity& quantity) {
    TwoCounts counts{
        static_cast<std::uint64_t>(quantity.old_number), static_cast<std::uint64_t>(quantity.new_number), {}};
    for (const CountedOver& each : quantity.over)
        counts.over.push_back({each.old_side, each.new_side});
    return counts;
}

bool is_rate(const ComparedQuantity& quantity) {
    return quantity.by == ComparedBy::rate || quantity.by == ComparedBy::zero;
}

// What was none and is some needs no test.
bool broke_silence(const ComparedQuantity& quantity) {
    return quantity.by == ComparedBy::zero && quantity.old_number == 0 && quantity.new_number > 0;
}

// Zero on the old side is compared with zero, or broken: by no test.
bool is_tested(const ComparedQuantity& quantity) {
    switch (quantity.by) {
    case ComparedBy::exactly:
        return false;
    case ComparedBy::zero:
        return quantity.old_number > 0;
    case ComparedBy::rate:
    case ComparedBy::resampling:
        return true;
    }
    return false;
}

// Of as much on both sides the difference counts from the least that was asked for; anything else by its
// ratio.
Change exact_change(const ComparedQuantity& quantity, std::uint64_t least_cost) {
    const bool is_cost = quantity.unit == "instructions" || quantity.unit == "cache lines";
    const double old_over = quantity.over.empty() ? 1 : quantity.over.front().old_side;
    const double new_over = quantity.over.empty() ? 1 : quantity.over.front().new_side;
    const double difference = quantity.new_number * old_over - quantity.old_number * new_over;
    const double least = is_cost ? static_cast<double>(least_cost) * old_over * new_over : 0;
    if (difference == 0 || std::abs(difference) < least)
        return Change::none;
    return difference > 0 ? Change::worse : Change::better;
}

Change tested_change(const ComparedQuantity& quantity, double level, double least_effect) {
    if (quantity.adjusted.value_or(1) > level)
        return Change::none;
    if (is_rate(quantity)) {
        const RateRule effect_alone{1, least_effect};
        const TwoCounts counts = counts_of(quantity);
        return is_higher(counts, effect_alone)  ? Change::worse
               : is_lower(counts, effect_alone) ? Change::better
                                                : Change::none;
    }
    const double ratio = quantity.new_number / quantity.old_number;
    return ratio >= 1 + least_effect         ? Change::worse
           : ratio <= 1 / (1 + least_effect) ? Change::better
                                             : Change::none;
}

std::vector<ComparedQuantity*> tested(Comparison& comparison, bool indicative) {
    std::vector<ComparedQuantity*> all;
    for (ComparedCell& cell : comparison.cells)
        for (ComparedQuantity& quantity : cell.quantities)
            if (quantity.indicative == indicative && is_tested(quantity))
                all.push_back(&quantity);
    return all;
}

// Those that can decide are corrected among themselves: what is told besides costs them nothing.
void test(const std::vector<ComparedQuantity*>& all) {
    std::vector<double> probabilities;
    for (ComparedQuantity* quantity : all) {
        if (is_rate(*quantity))
            quantity->probability = probability_if_same(counts_of(*quantity));
        probabilities.push_back(quantity->probability.value_or(1));
    }
    const std::vector<double> adjusted = holm_adjusted(probabilities);
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i]->adjusted = adjusted[i];
}

Change change_of(const ComparedQuantity& quantity, const Comparison& comparison) {
    if (broke_silence(quantity))
        return Change::worse;
    if (is_tested(quantity))
        return tested_change(quantity, comparison.false_alarms, comparison.least_effect);
    return quantity.by == ComparedBy::exactly ? exact_change(quantity, comparison.least_cost) : Change::none;
}

ComparisonVerdict verdict_of(const Comparison& comparison) {
    ComparisonVerdict worst = ComparisonVerdict::not_worse;
    bool any = false;
    for (const ComparedCell& cell : comparison.cells) {
        if (cell.state == CellState::invalid)
            worst = std::max(worst, ComparisonVerdict::invalid);
        if (cell.state == CellState::undecided)
            worst = std::max(worst, ComparisonVerdict::undecided);
        any = any || !cell.quantities.empty();
        for (const ComparedQuantity& quantity : cell.quantities)
            if (quantity.change == Change::worse && !quantity.indicative)
                return ComparisonVerdict::worse;
    }
    return any ? worst : std::max(worst, ComparisonVerdict::undecided);
}

Interval told(const Bounds& bounds) {
    return {bounds.low, bounds.high};
}

// A claim of zero is broken by the first.
double found_from(const ComparedQuantity& quantity, const RateRule& rule) {
    const TwoCounts counts = counts_of(quantity);
    const Exposure& over = counts.over.front();
    if (quantity.by == ComparedBy::zero && quantity.old_number == 0) {
        constexpr double missed = 0.1;
        return -std::log(missed) / over.new_side;
    }
    return smallest_found(quantity.old_number / over.old_side, counts.over, rule);
}

} // namespace

void decide(Comparison& comparison) {
    const std::vector<ComparedQuantity*> deciding = tested(comparison, false);
    comparison.tests = deciding.size();
    test(deciding);
    test(tested(comparison, true));
    for (ComparedCell& cell : comparison.cells)
        for (ComparedQuantity& quantity : cell.quantities)
            quantity.change = change_of(quantity, comparison);
    comparison.verdict = verdict_of(comparison);
}

void tell_bounds(Comparison& comparison) {
    // Holm asks no more of any of them, whatever the others show.
    const RateRule rule{comparison.false_alarms /
                            static_cast<double>(std::max<std::uint64_t>(1, comparison.tests)),
                        comparison.least_effect};
    for (ComparedCell& cell : comparison.cells)
        for (ComparedQuantity& quantity : cell.quantities) {
            if (!is_rate(quantity))
                continue;
            const TwoCounts counts = counts_of(quantity);
            quantity.old_rate = told(rate_bounds(counts.old_number, counts.over.front().old_side));
            quantity.new_rate = told(rate_bounds(counts.new_number, counts.over.front().new_side));
            quantity.ratio = told(ratio_bounds(counts));
            quantity.found_from = found_from(quantity, rule);
        }
}

int exit_code(ComparisonVerdict verdict) {
    switch (verdict) {
    case ComparisonVerdict::not_worse:
        return 0;
    case ComparisonVerdict::worse:
        return 1;
    case ComparisonVerdict::invalid:
    case ComparisonVerdict::undecided:
        return 2;
    }
    return 70;
}

} // namespace cloister
