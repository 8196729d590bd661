// SPDX-License-Identifier: GPL-2.0-or-later
// What is meant by a median in results: of two numbers in the middle the lower one, which was counted; zero
// of nothing. Runs on: both. Pure.
#pragma once

#include <algorithm>
#include <vector>

namespace cloister {

template <class Number>
Number lower_median(std::vector<Number> all) {
    if (all.empty())
        return {};
    const auto middle = all.begin() + static_cast<std::ptrdiff_t>((all.size() - 1) / 2);
    std::nth_element(all.begin(), middle, all.end());
    return *middle;
}

} // namespace cloister
