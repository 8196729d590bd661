// SPDX-License-Identifier: GPL-2.0-or-later
// The function that a line of C stands in, by the kernel's style: as `diff -p` finds it, the name before the
// first parenthesis of the last line that begins in the first column. gcov knows no function that the
// compiler always expands. Runs on: host. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace cloister {

// line: from 1. Empty: none is before it.
std::string enclosing_function(const std::vector<std::string>& source, std::uint32_t line);

} // namespace cloister
