// SPDX-License-Identifier: GPL-2.0-or-later
// Two counts of things that come by themselves, each with what it was counted over: did the rate change,
// within which bounds, and which change would have been found? Exact for any number, zero as well. Runs on:
// host. Pure.
//
// Given how many there were together, those of the new side are binomial (Przyborowski and Wilenski,
// Biometrika 31, 1940); the two-sided probability is twice that of the smaller tail, as the interval of the
// ratio has it (Clopper and Pearson, Biometrika 26, 1934). The interval of one rate is Garwood's (Biometrika
// 28, 1936).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace cloister {

// high absent: there is no bound.
struct Bounds {
    double low = 0;
    std::optional<double> high;
};

// What both sides were counted over, in one unit: CPU seconds, drains.
struct Exposure {
    double old_side = 0;
    double new_side = 0;
};

struct TwoCounts {
    std::uint64_t old_number = 0;
    std::uint64_t new_number = 0;
    // Where nobody knows which of several a rate follows, it has changed where it has by each of them: the
    // probability is the greatest. At least one; none is zero.
    std::vector<Exposure> over;
};

constexpr double usual_confidence = 0.95;

Bounds rate_bounds(std::uint64_t number, double exposure, double confidence = usual_confidence);
// New by old, over the first exposure.
Bounds ratio_bounds(const TwoCounts& counts, double confidence = usual_confidence);
// That rates which are the same differ as much, in either direction.
double probability_if_same(const TwoCounts& counts);

// When a difference counts: so improbable if there is none, and so large (0.2: a fifth more, or as much
// less).
struct RateRule {
    double level = 0.01;
    double least_effect = 0.2;
};

bool is_higher(const TwoCounts& counts, const RateRule& rule);
bool is_lower(const TwoCounts& counts, const RateRule& rule);

// The chance that a new rate is found higher, where both are what is said, over the first exposure.
double chance_of_finding(double old_rate, double new_rate, const std::vector<Exposure>& over,
                         const RateRule& rule);
// The smallest new rate, over the first exposure, that is found higher with this chance.
double smallest_found(double old_rate, const std::vector<Exposure>& over, const RateRule& rule,
                      double chance = 0.9);

} // namespace cloister
