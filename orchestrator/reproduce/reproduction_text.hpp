// SPDX-License-Identifier: GPL-2.0-or-later
// What it took to bring an interruption about again, as a person reads it, in 80 columns.
// Runs on: host. Pure.
#pragma once

#include "results-schema/reproduction.hpp"

namespace cloister {

std::string reproduction_text(const Reproduction& reproduction);

// 0: it came again; 1: it did not; 2: nor does that prove anything.
int exit_code(const Reproduction& reproduction);

} // namespace cloister
