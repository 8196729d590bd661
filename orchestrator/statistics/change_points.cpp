// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/statistics/change_points.hpp"

#include "orchestrator/statistics/lone_nights.hpp"
#include "orchestrator/statistics/restlessness.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace cloister {
namespace {

double real(std::uint64_t number) {
    return static_cast<double>(number);
}

double times_logarithm(double number, double over) {
    return number > 0 ? number * std::log(number / over) : 0;
}

// Of one exposure, by which an interval has so much altogether.
double evidence(const Sums& sums, std::size_t which, const RowPart& in, std::size_t split,
                double altogether) {
    const RowPart old_side{in.begin, split};
    const RowPart new_side{split, in.end};
    return 2 * (times_logarithm(real(sums.number(old_side)), sums.over(which, old_side)) +
                times_logarithm(real(sums.number(new_side)), sums.over(which, new_side)) - altogether);
}

Split clearest(const Sums& sums, const RowPart& in) {
    Split best;
    if (sums.number(in) == 0)
        return best;
    std::vector<double> altogether;
    for (std::size_t which = 0; which < sums.exposures(); ++which)
        altogether.push_back(times_logarithm(real(sums.number(in)), sums.over(which, in)));
    for (std::size_t split = in.begin + 1; split < in.end; ++split) {
        double least = std::numeric_limits<double>::infinity();
        // The others can only lessen it.
        for (std::size_t which = 0; which < sums.exposures() && least > best.evidence; ++which)
            least = std::min(least, evidence(sums, which, in, split, altogether[which]));
        if (least > best.evidence)
            best = {split, least};
    }
    return best;
}

// What a split is held against.
struct Yardstick {
    const Sums& sums;
    const Restlessness& restlessness;
    std::size_t splits; // how many were looked at
    const RateRule& rule;
};

// nullopt: it may be chance, or too little to count.
std::optional<double> told(const RowPart& in, const Split& split, const Yardstick& by) {
    const Sums& sums = by.sums;
    // Far from it by the chi-square that it is roughly: the exact test, a hundred times the work, need not be
    // asked.
    constexpr double far = 100;
    const double splits = static_cast<double>(by.splits);
    if (split.evidence <= 0 || std::erfc(std::sqrt(split.evidence / 2)) * splits > far * by.rule.level)
        return std::nullopt;
    TwoCounts counts{sums.number({in.begin, split.at}), sums.number({split.at, in.end}), {}};
    for (std::size_t which = 0; which < sums.exposures(); ++which)
        counts.over.push_back({sums.over(which, {in.begin, split.at}), sums.over(which, {split.at, in.end})});
    const RateRule effect_alone{1, by.rule.least_effect};
    if (!is_higher(counts, effect_alone) && !is_lower(counts, effect_alone))
        return std::nullopt;
    const double probability =
        std::max(probability_if_same(counts), by.restlessness.probability(in, split)) * splits;
    return probability <= by.rule.level ? std::optional(probability) : std::nullopt;
}

// The whole row, its halves and one that lies over both, theirs, and so on.
std::vector<RowPart> intervals_of(std::size_t nights) {
    std::vector<RowPart> all;
    for (std::size_t length = nights; length >= 2; length = length == 2 ? 1 : (length + 1) / 2) {
        const std::size_t step = std::max<std::size_t>(1, length / 2);
        for (std::size_t begin = 0; begin + length < nights; begin += step)
            all.push_back({begin, begin + length});
        all.push_back({nights - length, nights});
    }
    return all;
}

std::size_t splits_of(const std::vector<RowPart>& intervals) {
    std::size_t number = 0;
    for (const RowPart& each : intervals)
        number += each.end - each.begin - 1;
    return number;
}

// The clearest first; what has one of them in it tells of nothing else.
std::vector<std::size_t> candidates(const std::vector<RowPart>& intervals, const std::vector<Split>& splits,
                                    const Yardstick& by) {
    std::vector<Split> found;
    for (std::size_t i = 0; i < intervals.size(); ++i)
        found.push_back(told(intervals[i], splits[i], by) ? splits[i] : Split{});
    std::vector<std::size_t> chosen;
    while (true) {
        const auto best =
            std::max_element(found.begin(), found.end(), [](const Split& one, const Split& other) {
                return one.evidence < other.evidence;
            });
        if (best == found.end() || best->evidence <= 0)
            break;
        const std::size_t at = best->at;
        chosen.push_back(at);
        for (std::size_t i = 0; i < intervals.size(); ++i)
            if (intervals[i].begin < at && at < intervals[i].end)
                found[i] = {};
    }
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

// Each between its neighbours, where it is clearest there; one that is not told there is none.
std::vector<ChangePoint> settled(std::size_t nights, const std::vector<std::size_t>& chosen,
                                 const Yardstick& by) {
    std::vector<ChangePoint> changes;
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        const RowPart between{changes.empty() ? 0 : changes.back().at,
                              i + 1 < chosen.size() ? chosen[i + 1] : nights};
        const Split split = clearest(by.sums, between);
        if (const std::optional<double> probability = told(between, split, by))
            changes.push_back({split.at, probability});
    }
    return changes;
}

// Where two levels meet, by the exposure that the rate follows most likely. A night that counted much, in a
// window that a busy host made ten times as long, knows its own level no better than others, where nights
// differ: each counts as much as it tells.
std::size_t where_clearest(const std::vector<Counted>& row, const RowPart& in,
                           const Restlessness::Possible& nights) {
    double number = 0;
    double over = 0;
    for (std::size_t i = in.begin; i < in.end; ++i) {
        number += real(row[i].number);
        over += row[i].over[nights.which];
    }
    const double rate = number / over;
    struct Weighted {
        double number = 0;
        double over = 0;
    };
    std::vector<Weighted> told;
    double all_number = 0;
    double all_over = 0;
    for (std::size_t i = in.begin; i < in.end; ++i) {
        const double of_night = row[i].over[nights.which];
        const double weight = 1 / (1 + nights.spread * nights.spread * rate * of_night);
        told.push_back({weight * real(row[i].number), weight * of_night});
        all_number += told.back().number;
        all_over += told.back().over;
    }
    std::size_t best = in.begin + 1;
    double most = -1;
    double old_number = 0;
    double old_over = 0;
    for (std::size_t split = in.begin + 1; split < in.end; ++split) {
        old_number += told[split - 1 - in.begin].number;
        old_over += told[split - 1 - in.begin].over;
        const double evidence = times_logarithm(old_number, old_over) +
                                times_logarithm(all_number - old_number, all_over - old_over) -
                                times_logarithm(all_number, all_over);
        if (evidence > most) {
            most = evidence;
            best = split;
        }
    }
    return best;
}

void place(const std::vector<Counted>& row, const Restlessness& restlessness,
           std::vector<ChangePoint>& changes) {
    const Restlessness::Possible& nights = restlessness.most_likely();
    for (std::size_t i = 0; i < changes.size(); ++i)
        changes[i].at = where_clearest(
            row, {i == 0 ? 0 : changes[i - 1].at, i + 1 < changes.size() ? changes[i + 1].at : row.size()},
            nights);
}

std::vector<ChangePoint> levels_of_rate(const std::vector<Counted>& row, const RateRule& rule) {
    if (row.size() < 2)
        return {};
    const Sums sums(row);
    const std::vector<RowPart> intervals = intervals_of(row.size());
    std::vector<Split> splits;
    for (const RowPart& in : intervals)
        splits.push_back(clearest(sums, in));
    const std::size_t number = splits_of(intervals);
    // Changes that are known make nights no more restless; then smaller ones may be told as well.
    std::vector<std::size_t> known;
    std::vector<ChangePoint> changes;
    constexpr int rounds = 3;
    for (int round = 0; round < rounds; ++round) {
        const Restlessness restlessness(sums, row.size(), known);
        const Yardstick by{sums, restlessness, number, rule};
        changes = settled(row.size(), candidates(intervals, splits, by), by);
        place(row, restlessness, changes);
        std::vector<std::size_t> found;
        for (const ChangePoint& change : changes)
            found.push_back(change.at);
        if (found == known)
            break;
        known = std::move(found);
    }
    return changes;
}

// Of those nights alone that are listed.
std::vector<Counted> at(const std::vector<Counted>& row, const std::vector<std::size_t>& nights) {
    std::vector<Counted> some;
    for (const std::size_t night : nights)
        some.push_back(row[night]);
    return some;
}

} // namespace

std::vector<ChangePoint> changes_of_rate(const std::vector<Counted>& row, const RateRule& rule) {
    std::vector<std::size_t> nights(row.size());
    std::iota(nights.begin(), nights.end(), 0);
    std::vector<LoneNight> lone;
    while (true) {
        const std::vector<Counted> rest = at(row, nights);
        std::vector<ChangePoint> changes = levels_of_rate(rest, rule);
        // Those that were found before as well: the largest ones hide the others.
        for (const LoneNight& night : lone_nights(rest, changes))
            lone.push_back({nights[night.at], night.times});
        const std::vector<std::size_t> out = repeated(lone);
        const std::size_t before = nights.size();
        std::erase_if(
            nights, [&](std::size_t night) { return std::find(out.begin(), out.end(), night) != out.end(); });
        if (nights.size() < before)
            continue;
        for (ChangePoint& change : changes)
            change.at = nights[change.at];
        return changes;
    }
}

std::vector<ChangePoint> changes_of_none(const std::vector<Counted>& row, const RateRule& rule) {
    const auto some = [](const Counted& night) { return night.number > 0; };
    const auto first = std::find_if(row.begin(), row.end(), some);
    if (first == row.end())
        return {};
    const auto at = static_cast<std::size_t>(first - row.begin());
    std::vector<ChangePoint> changes;
    if (at > 0)
        changes.push_back({at, std::nullopt});
    const std::vector<ChangePoint> later = levels_of_rate({first, row.end()}, rule);
    for (std::size_t i = 0; i < later.size(); ++i) {
        const std::size_t begin = at + later[i].at;
        const std::size_t end = i + 1 < later.size() ? at + later[i + 1].at : row.size();
        changes.push_back({begin, later[i].probability});
        // It was none again, until it was not.
        const auto from = row.begin() + static_cast<std::ptrdiff_t>(begin);
        const auto until = row.begin() + static_cast<std::ptrdiff_t>(end);
        if (const auto again = std::find_if(from, until, some); again != from && again != until)
            changes.push_back({static_cast<std::size_t>(again - row.begin()), std::nullopt});
    }
    return changes;
}

std::vector<ChangePoint> changes_exactly(const std::vector<Counted>& row) {
    std::vector<ChangePoint> changes;
    const auto over = [](const Counted& night) { return night.over.empty() ? 1 : night.over.front(); };
    for (std::size_t i = 1; i < row.size(); ++i)
        if (real(row[i].number) * over(row[i - 1]) != real(row[i - 1].number) * over(row[i]))
            changes.push_back({i, std::nullopt});
    return changes;
}

} // namespace cloister
