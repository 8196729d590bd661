// SPDX-License-Identifier: GPL-2.0-or-later
// A kernel's symbol list (/proc/kallsyms), and the part of it that a trace needs.
// Runs on: host; pure. An address belongs to the last symbol at or below it, as in libtraceevent, so a list
// that keeps the symbol of every address in the trace names them all as the whole list would.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace cloister {

// The lines of kallsyms whose symbol any word of these raw ring-buffer pages could point into. A number that
// only looks like an address keeps one line too many. 5 MB of symbols become some tens of KB.
std::string symbols_that_occur(std::string_view kallsyms, const std::vector<std::string>& raw_pages);

} // namespace cloister
