// SPDX-License-Identifier: GPL-2.0-or-later
// What may stand at the cursor of a shell's line: commands, options, and the names that options take.
// Runs on: host. `cloister complete WORD…` prints them; orchestrator/cli/shells/ asks it.
#pragma once

#include "orchestrator/cli/cli11_names.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace cloister {

// The names that an option takes, by "--modes", or by its value's in the help where it has no dashes:
// "SCENARIO". Asked only where they are wanted.
using KnownNames = std::map<std::string, std::function<std::vector<std::string>()>>;

// words: behind the program's name as far as the cursor; the last is being typed, and may be empty. Sorted;
// none: whatever is there is a file, or nothing that we know.
std::vector<std::string> completions(const CLI::App& app, const std::vector<std::string>& words,
                                     const KnownNames& names);

// Ours: of the data that the program came with.
KnownNames known_names();

} // namespace cloister
