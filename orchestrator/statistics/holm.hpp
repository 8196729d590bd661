// SPDX-License-Identifier: GPL-2.0-or-later
// Many tests at once: probabilities adjusted so that the chance of one false alarm among all of them stays
// what was asked for, whatever the tests have to do with each other (Holm, Scandinavian Journal of Statistics
// 6, 1979). Runs on: host. Pure.
#pragma once

#include <vector>

namespace cloister {

// In the order given; each is significant where it is at most the chance that is allowed for all.
std::vector<double> holm_adjusted(const std::vector<double>& probabilities);

} // namespace cloister
