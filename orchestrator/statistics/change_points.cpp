// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/statistics/change_points.hpp"

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace cloister {
namespace {

namespace math = boost::math;

// From begin up to, and without, end.
struct Interval {
    std::size_t begin = 0;
    std::size_t end = 0;
};

struct Split {
    std::size_t at = 0;
    double evidence = 0; // twice the logarithm of the likelihood ratio, the least of all exposures
};

double real(std::uint64_t number) {
    return static_cast<double>(number);
}

double times_logarithm(double number, double over) {
    return number > 0 ? number * std::log(number / over) : 0;
}

// By how much two neighbours differ: chi-square of one degree where only chance tells them apart.
double apart(double number, double over, double next_number, double next_over) {
    const double rate = (number + next_number) / (over + next_over);
    if (rate <= 0)
        return 0;
    const double off = number - rate * over;
    return off * off / (rate * over) + off * off / (rate * next_over);
}

// Sums up to each night, so that any stretch of them is a difference.
class Sums {
  public:
    explicit Sums(const std::vector<Counted>& row);

    std::size_t exposures() const { return over_.size(); }
    std::uint64_t number(const Interval& of) const { return numbers_[of.end] - numbers_[of.begin]; }
    double over(std::size_t which, const Interval& of) const {
        return over_[which][of.end] - over_[which][of.begin];
    }
    // Of the pair of neighbours that a split lies between; it tells something where either has a count.
    double apart(std::size_t which, std::size_t split) const { return apart_[which][split]; }
    bool tells(std::size_t split) const { return tells_[split]; }

  private:
    std::vector<std::uint64_t> numbers_;
    std::vector<std::vector<double>> over_;
    std::vector<std::vector<double>> apart_; // of each night and the one before
    std::vector<bool> tells_;
};

Sums::Sums(const std::vector<Counted>& row)
    : numbers_(row.size() + 1), over_(row.empty() ? 0 : row.front().over.size()), apart_(over_.size()),
      tells_(row.size()) {
    for (std::size_t i = 0; i < row.size(); ++i) {
        numbers_[i + 1] = numbers_[i] + row[i].number;
        tells_[i] = i > 0 && row[i - 1].number + row[i].number > 0;
    }
    for (std::size_t which = 0; which < over_.size(); ++which) {
        over_[which].resize(row.size() + 1);
        apart_[which].resize(row.size());
        for (std::size_t i = 0; i < row.size(); ++i) {
            over_[which][i + 1] = over_[which][i] + row[i].over[which];
            if (i > 0)
                apart_[which][i] = cloister::apart(real(row[i - 1].number), row[i - 1].over[which],
                                                   real(row[i].number), row[i].over[which]);
        }
    }
}

// How much more nights differ than chance lets them, by neighbours: a level that changes now and then is not
// in it.
class Restlessness {
  public:
    // changes: nights whose difference from the one before is known to be another thing.
    Restlessness(const Sums& sums, std::size_t nights, const std::vector<std::size_t>& changes);

    // That nights which are as restless show a split as clear.
    double probability(const Split& split) const;

  private:
    struct ByExposure {
        double together = 0;
        double largest = 0;
        double next = 0; // the largest but one
    };

    const Sums& sums_;
    std::vector<ByExposure> by_exposure_;
    std::vector<bool> counts_; // pairs
    double pairs_ = 0;
};

Restlessness::Restlessness(const Sums& sums, std::size_t nights, const std::vector<std::size_t>& changes)
    : sums_(sums), by_exposure_(sums.exposures()), counts_(nights) {
    for (std::size_t i = 1; i < nights; ++i)
        counts_[i] = sums.tells(i);
    for (const std::size_t at : changes)
        counts_[at] = false;
    for (std::size_t i = 1; i < nights; ++i) {
        if (!counts_[i])
            continue;
        pairs_ += 1;
        for (std::size_t which = 0; which < by_exposure_.size(); ++which) {
            ByExposure& of = by_exposure_[which];
            const double apart = sums.apart(which, i);
            of.together += apart;
            of.next = std::max(of.next, std::min(of.largest, apart));
            of.largest = std::max(of.largest, apart);
        }
    }
}

// Without the pair that the split lies between, and the largest of the others, which may be a change as well.
// Nobody knows which exposure a rate follows: it is the one by which nights differ least.
double Restlessness::probability(const Split& split) const {
    const bool own = counts_[split.at];
    const double pairs = pairs_ - (own ? 2 : 1);
    if (pairs < 1)
        return 0;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t which = 0; which < by_exposure_.size(); ++which) {
        const ByExposure& of = by_exposure_[which];
        const double apart = own ? sums_.apart(which, split.at) : 0;
        const double other = own && apart == of.largest ? of.next : of.largest;
        least = std::min(least, (of.together - apart - other) / pairs);
    }
    // Of neighbours that overlap (von Neumann, Annals of Mathematical Statistics 12, 1941).
    const double degrees = std::max(1.0, std::floor(pairs * 2 / 3));
    constexpr double by_chance = 0.2;
    if (least <= 1 || math::gamma_q(degrees / 2, least * degrees / 2) > by_chance)
        return 0;
    return math::ibeta(degrees / 2, 0.5, degrees / (degrees + split.evidence / least));
}

// Of one exposure, by which an interval has so much altogether.
double evidence(const Sums& sums, std::size_t which, const Interval& in, std::size_t split,
                double altogether) {
    const Interval old_side{in.begin, split};
    const Interval new_side{split, in.end};
    return 2 * (times_logarithm(real(sums.number(old_side)), sums.over(which, old_side)) +
                times_logarithm(real(sums.number(new_side)), sums.over(which, new_side)) - altogether);
}

Split clearest(const Sums& sums, const Interval& in) {
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
std::optional<double> told(const Interval& in, const Split& split, const Yardstick& by) {
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
        std::max(probability_if_same(counts), by.restlessness.probability(split)) * splits;
    return probability <= by.rule.level ? std::optional(probability) : std::nullopt;
}

// The whole row, its halves and one that lies over both, theirs, and so on.
std::vector<Interval> intervals_of(std::size_t nights) {
    std::vector<Interval> all;
    for (std::size_t length = nights; length >= 2; length = length == 2 ? 1 : (length + 1) / 2) {
        const std::size_t step = std::max<std::size_t>(1, length / 2);
        for (std::size_t begin = 0; begin + length < nights; begin += step)
            all.push_back({begin, begin + length});
        all.push_back({nights - length, nights});
    }
    return all;
}

std::size_t splits_of(const std::vector<Interval>& intervals) {
    std::size_t number = 0;
    for (const Interval& each : intervals)
        number += each.end - each.begin - 1;
    return number;
}

// The clearest first; what has one of them in it tells of nothing else.
std::vector<std::size_t> candidates(const std::vector<Interval>& intervals, const std::vector<Split>& splits,
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
        const Interval between{changes.empty() ? 0 : changes.back().at,
                               i + 1 < chosen.size() ? chosen[i + 1] : nights};
        const Split split = clearest(by.sums, between);
        if (const std::optional<double> probability = told(between, split, by))
            changes.push_back({split.at, probability});
    }
    return changes;
}

} // namespace

std::vector<ChangePoint> changes_of_rate(const std::vector<Counted>& row, const RateRule& rule) {
    if (row.size() < 2)
        return {};
    const Sums sums(row);
    const std::vector<Interval> intervals = intervals_of(row.size());
    std::vector<Split> splits;
    for (const Interval& in : intervals)
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
        std::vector<std::size_t> found;
        for (const ChangePoint& change : changes)
            found.push_back(change.at);
        if (found == known)
            break;
        known = std::move(found);
    }
    return changes;
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
    const std::vector<ChangePoint> later = changes_of_rate({first, row.end()}, rule);
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
