// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/statistics/medians.hpp"

#include "results-schema/lower_median.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace cloister {
namespace {

constexpr std::size_t draws = 1999;

using Trial = std::vector<double>;
using Side = std::vector<const Trial*>;

double median_of(const Side& side) {
    std::vector<double> values;
    for (const Trial* trial : side)
        values.insert(values.end(), trial->begin(), trial->end());
    return lower_median(std::move(values));
}

// The library's distributions may draw otherwise elsewhere.
std::size_t drawn(std::mt19937_64& random, std::size_t below) {
    return static_cast<std::size_t>(random() % below);
}

bool is_as_far(double found, double as) {
    constexpr double rounding = 1e-12;
    return found >= as - rounding;
}

// By how much the mean of some logarithms differs from that of the others.
double distance(double sum_of_new, std::size_t new_size, double sum_of_all, std::size_t all) {
    return std::abs(sum_of_new / static_cast<double>(new_size) -
                    (sum_of_all - sum_of_new) / static_cast<double>(all - new_size));
}

// Trials by the logarithm of their own median: a median of medians would be the same in too many ways. Of all
// ways to share them out, where these are few; else of some, the real one among them (Phipson and Smyth,
// Statistical Applications in Genetics and Molecular Biology 9, 2010).
class Shuffled {
  public:
    Shuffled(const Side& old_side, const Side& new_side) : new_size_(new_side.size()) {
        for (const Side* side : {&old_side, &new_side})
            for (const Trial* trial : *side)
                logs_.push_back(std::log(lower_median(*trial)));
        all_ = std::accumulate(logs_.begin(), logs_.end(), 0.0);
        real_ = distance_of_last();
    }

    double probability(std::mt19937_64& random) {
        constexpr double few = 10000;
        double ways = 1;
        for (std::size_t i = 1; i <= new_size_; ++i)
            ways *= static_cast<double>(logs_.size() - new_size_ + i) / static_cast<double>(i);
        return ways <= few ? of_all() : of_some(random);
    }

  private:
    double distance_of_last() const {
        const auto cut = logs_.end() - static_cast<std::ptrdiff_t>(new_size_);
        return distance(std::accumulate(cut, logs_.end(), 0.0), new_size_, all_, logs_.size());
    }

    double of_all() const {
        std::vector<bool> is_new(logs_.size(), false);
        std::fill(is_new.end() - static_cast<std::ptrdiff_t>(new_size_), is_new.end(), true);
        std::size_t ways = 0;
        std::size_t as_far = 0;
        do {
            double sum = 0;
            for (std::size_t i = 0; i < logs_.size(); ++i)
                sum += is_new[i] ? logs_[i] : 0;
            ++ways;
            as_far += is_as_far(distance(sum, new_size_, all_, logs_.size()), real_) ? 1U : 0U;
        } while (std::next_permutation(is_new.begin(), is_new.end()));
        return static_cast<double>(as_far) / static_cast<double>(ways);
    }

    double of_some(std::mt19937_64& random) {
        std::size_t as_far = 1;
        for (std::size_t i = 0; i < draws; ++i) {
            for (std::size_t last = logs_.size(); last > 1; --last)
                std::swap(logs_[last - 1], logs_[drawn(random, last)]);
            as_far += is_as_far(distance_of_last(), real_) ? 1U : 0U;
        }
        return static_cast<double>(as_far) / static_cast<double>(draws + 1);
    }

    std::vector<double> logs_; // of the old side, then of the new one
    std::size_t new_size_;
    double all_ = 0;
    double real_ = 0;
};

// Trials with replacement, and values of each.
double drawn_median(const Side& side, std::mt19937_64& random) {
    std::vector<double> values;
    for (std::size_t i = 0; i < side.size(); ++i) {
        const Trial& trial = *side[drawn(random, side.size())];
        for (std::size_t j = 0; j < trial.size(); ++j)
            values.push_back(trial[drawn(random, trial.size())]);
    }
    return lower_median(std::move(values));
}

Bounds drawn_bounds(const Side& old_side, const Side& new_side, std::mt19937_64& random, double confidence) {
    std::vector<double> ratios;
    ratios.reserve(draws);
    for (std::size_t i = 0; i < draws; ++i)
        ratios.push_back(drawn_median(new_side, random) / drawn_median(old_side, random));
    std::sort(ratios.begin(), ratios.end());
    const auto tail = static_cast<std::size_t>((1 - confidence) / 2 * static_cast<double>(draws + 1));
    return {ratios[tail - 1], ratios[draws - tail]};
}

Side with_values(const ValuesByTrial& trials) {
    Side side;
    for (const Trial& trial : trials)
        if (!trial.empty())
            side.push_back(&trial);
    return side;
}

} // namespace

double probability_if_alike(const ValuesByTrial& old_side, const ValuesByTrial& new_side,
                            std::uint64_t seed) {
    std::mt19937_64 random(seed);
    return Shuffled(with_values(old_side), with_values(new_side)).probability(random);
}

ComparedMedians compare_medians(const ValuesByTrial& old_trials, const ValuesByTrial& new_trials,
                                std::uint64_t seed, double confidence) {
    const Side old_side = with_values(old_trials);
    const Side new_side = with_values(new_trials);
    std::mt19937_64 random(seed);
    ComparedMedians compared;
    compared.old_median = median_of(old_side);
    compared.new_median = median_of(new_side);
    compared.ratio = compared.new_median / compared.old_median;
    compared.bounds = drawn_bounds(old_side, new_side, random, confidence);
    compared.probability = probability_if_alike(old_trials, new_trials, seed);
    return compared;
}

} // namespace cloister
