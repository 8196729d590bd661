// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/series/bisection.hpp"

#include <algorithm>

namespace cloister {

Bisection::Bisection(std::size_t steps) : answers_(steps) {}

std::optional<std::size_t> Bisection::last_unasked() const {
    for (std::size_t step = answers_.size(); step-- > 0;)
        if (!answers_[step])
            return step;
    return std::nullopt;
}

// Below the bad one.
std::optional<std::size_t> Bisection::first_unasked() const {
    for (std::size_t step = 0; step < *bad_; ++step)
        if (!answers_[step])
            return step;
    return std::nullopt;
}

std::optional<std::size_t> Bisection::nearest_to_the_middle() const {
    const std::size_t middle = *good_ + (*bad_ - *good_) / 2;
    for (std::size_t away = 0; away < answers_.size(); ++away)
        for (const std::size_t step : {middle - std::min(away, middle), middle + away})
            if (step > *good_ && step < *bad_ && !answers_[step])
                return step;
    return std::nullopt;
}

std::optional<std::size_t> Bisection::next() const {
    if (!bad_)
        return good_ ? std::nullopt : last_unasked(); // good at its end: nothing to be found
    return good_ ? nearest_to_the_middle() : first_unasked();
}

void Bisection::answer(Answer answer) {
    const std::size_t step = next().value();
    answers_[step] = answer;
    if (answer == Answer::good)
        good_ = step;
    if (answer == Answer::bad)
        bad_ = step;
}

std::vector<std::uint64_t> Bisection::candidates() const {
    std::vector<std::uint64_t> candidates;
    if (bad_)
        for (std::size_t step = good_ ? *good_ + 1 : 0; step <= *bad_; ++step)
            candidates.push_back(step);
    return candidates;
}

} // namespace cloister
