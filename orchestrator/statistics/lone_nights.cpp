// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/statistics/lone_nights.hpp"

#include <algorithm>
#include <cmath>

namespace cloister {
namespace {

double real(std::uint64_t number) {
    return static_cast<double>(number);
}

double times_as_much(const std::vector<Counted>& row, std::size_t begin, std::size_t at) {
    // Half of one more on both sides: a night of none is not infinitely far from others.
    constexpr double half = 0.5;
    double number = half;
    double over = 0;
    for (std::size_t i = begin; i < at; ++i) {
        number += real(row[i].number);
        over += row[i].over.front();
    }
    return std::log((real(row[at].number) + half) / row[at].over.front() / (number / over));
}

} // namespace

std::vector<LoneNight> lone_nights(const std::vector<Counted>& row, const std::vector<ChangePoint>& changes) {
    std::vector<LoneNight> all;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        const std::size_t at = changes[i].at;
        if ((i + 1 < changes.size() ? changes[i + 1].at : row.size()) != at + 1)
            continue;
        const double times = times_as_much(row, i == 0 ? 0 : changes[i - 1].at, at);
        if (at + 1 == row.size() || times * times_as_much(row, at, at + 1) < 0)
            all.push_back({at, times});
    }
    return all;
}

std::vector<std::size_t> repeated(const std::vector<LoneNight>& nights) {
    std::vector<std::size_t> all;
    for (const LoneNight& night : nights)
        if (std::any_of(nights.begin(), nights.end(), [&](const LoneNight& other) {
                return other.at != night.at && other.times / night.times >= 0.5;
            }))
            all.push_back(night.at);
    return all;
}

} // namespace cloister
