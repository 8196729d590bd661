// SPDX-License-Identifier: GPL-2.0-or-later
// Claims as a person reads them: verdict, name and reason, a line each, in 80 columns. Runs on: host. Pure.
#pragma once

#include "results-schema/report.hpp"

namespace cloister {

enum class Colour { no, yes };

// Eleven columns wide.
std::string verdict_word(Verdict verdict, Colour colour);
std::string verdict_lines(const std::vector<ClaimResult>& claims, Colour colour);

} // namespace cloister
