// SPDX-License-Identifier: GPL-2.0-or-later
// The user's own programs: what they say of themselves, and what we counted on the same CPU in the same
// window. Runs on: host. Pure.
#pragma once

#include "orchestrator/judge/evidence.hpp"

namespace cloister {

// By trial and CPU; nullopt: there was none.
std::optional<std::vector<ProgramReport>> programs(const Evidence& evidence);
// Whether a program of the user's asked for what has this cause: its own timers, what wakes it, its system
// calls.
bool asked_for_it(const Measurement& measurement, const Cause& cause);
// What does not hold of them that does of our own workloads.
std::vector<std::string> notes_of_programs(const Evidence& evidence);

} // namespace cloister
