// SPDX-License-Identifier: GPL-2.0-or-later
// The matrix as a person reads it, in 80 columns. Runs on: host. Pure.
#pragma once

#include "orchestrator/report/verdict_lines.hpp"
#include "results-schema/mutants.hpp"

namespace cloister {

// Each kernel by itself: its series, then its mutants; who killed each, how fast, and who should have.
std::string mutants_text(const Mutants& mutants, Colour colour);

} // namespace cloister
