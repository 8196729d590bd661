// SPDX-License-Identifier: GPL-2.0-or-later
// A comparison as a person reads it, in 80 columns: what got worse, what got better, and the rest as a
// number. Runs on: host. Pure.
#pragma once

#include "results-schema/comparison.hpp"

#include <string>

namespace cloister {

enum class Unchanged { counted, listed };

std::string comparison_text(const Comparison& comparison, Unchanged unchanged);

} // namespace cloister
