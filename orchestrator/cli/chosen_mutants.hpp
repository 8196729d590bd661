// SPDX-License-Identifier: GPL-2.0-or-later
// The words of `cloister mutants` → mutants, by their patches.
// Runs on: host. Errors: LabError{wrong_use} naming the nearest mutant, or the patch whose header lacks
// something.
#pragma once

#include "orchestrator/mutants/mutant.hpp"

#include <filesystem>

namespace cloister {

// words: bases and names; none means all. Those of one kernel tree stand together, with the series as it is
// before them. data: the directory guest-kernel-config.
std::vector<Mutant> chosen_mutants(const std::vector<std::string>& words, const std::filesystem::path& data);

} // namespace cloister
