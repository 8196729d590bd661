// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/series/interleave.hpp"

#include <algorithm>
#include <random>

namespace cloister {

void interleave(Plan& plan) {
    // Its numbers are the standard's; std::shuffle's use of them is not.
    std::mt19937_64 random(plan.seed);
    auto begin = plan.trials.begin();
    while (begin != plan.trials.end()) {
        const auto end = std::find_if(begin, plan.trials.end(), [&](const TrialSpec& spec) {
            return spec.repetition != begin->repetition;
        });
        for (auto left = end - begin; left > 1; --left)
            std::iter_swap(begin + left - 1,
                           begin + static_cast<std::ptrdiff_t>(random() % static_cast<std::uint64_t>(left)));
        begin = end;
    }
}

} // namespace cloister
