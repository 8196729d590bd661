// SPDX-License-Identifier: GPL-2.0-or-later
// What fuzzing came to, as a person reads it, in 80 columns; consoles are as wide as they are.
// Runs on: host. Pure.
#pragma once

#include "results-schema/fuzz.hpp"

namespace cloister {

std::string fuzz_text(const Fuzz& fuzz);
// One guest as a line: what was asked, and what came.
std::string case_text(const FuzzCase& drawn);

} // namespace cloister
