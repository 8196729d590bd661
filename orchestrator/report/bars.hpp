// SPDX-License-Identifier: GPL-2.0-or-later
// Small charts of block characters, for a terminal. Runs on: host. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace cloister {

// share of so many columns, to an eighth of one, and blanks up to there; a sliver for the smallest share that
// is above 0.
std::string bar(double share, std::size_t columns);

// A column a number, all on one scale that has 0 on it: "▁▃█"; "·" where there is none.
std::string columns_of(const std::vector<std::optional<double>>& numbers);

} // namespace cloister
