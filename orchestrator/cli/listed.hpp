// SPDX-License-Identifier: GPL-2.0-or-later
// What a flag lists, as "local,remote". Runs on: host. Pure.
#pragma once

#include <string>
#include <vector>

namespace cloister {

// Never none: of an empty text an empty word.
std::vector<std::string> listed(const std::string& text);

} // namespace cloister
