// SPDX-License-Identifier: GPL-2.0-or-later
// What a night came to, and as text for a person, within 80 columns.
// Runs on: host. Pure.
#pragma once

#include "orchestrator/report/verdict_lines.hpp"
#include "results-schema/nightly.hpp"

namespace cloister {

// The worst verdict of its cells, those that are as they were included; undecided where one is not done.
void conclude(Nightly& night);

std::uint64_t number_of(const Nightly& night, NightState state);

// directory: of the night.
std::string night_text(const Nightly& night, const std::string& directory, Colour colour);
// What would be measured, and why.
std::string due_text(const Nightly& night);

// Why a report is not upheld: the first of its claims that is worst.
std::string reason_of(const Report& report);

} // namespace cloister
