// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/statistics/holm.hpp"

#include <algorithm>
#include <numeric>

namespace cloister {

std::vector<double> holm_adjusted(const std::vector<double>& probabilities) {
    std::vector<std::size_t> by_size(probabilities.size());
    std::iota(by_size.begin(), by_size.end(), std::size_t{0});
    std::stable_sort(by_size.begin(), by_size.end(), [&](std::size_t one, std::size_t other) {
        return probabilities[one] < probabilities[other];
    });
    std::vector<double> adjusted(probabilities.size());
    double least = 0; // none is more significant than one that was before it
    for (std::size_t i = 0; i < by_size.size(); ++i) {
        const double left = static_cast<double>(by_size.size() - i);
        least = std::max(least, std::min(1.0, left * probabilities[by_size[i]]));
        adjusted[by_size[i]] = least;
    }
    return adjusted;
}

} // namespace cloister
