// SPDX-License-Identifier: GPL-2.0-or-later
// The tables that a cover letter owes its reviewers: the whole series against its base. Interruptions, the
// exact cost of an operation with the mode off and on, and how long who drains waits for it.
// Runs on: host. Pure. 78 columns, ASCII.
#pragma once

#include "results-schema/series.hpp"

namespace cloister {

std::string cover_letter(const SeriesReport& series);

} // namespace cloister
