// SPDX-License-Identifier: GPL-2.0-or-later
// A branch as a series: the commits BASE..HEAD of a git tree, each a patch.
// Runs on: host. Errors: LabError{wrong_use}: what is no range, an empty one, one with a merge in it, a base
// that is no ancestor.
#pragma once

#include "orchestrator/kernel/patch.hpp"

#include <filesystem>
#include <vector>

namespace cloister {

struct GitSeries {
    std::string base;       // its commit
    std::string short_base; // as people write it
    std::string version;    // of the base's Makefile, "6.13"; empty where it has none
    std::vector<Patch> patches;
};

GitSeries read_git_series(const std::filesystem::path& git, const std::string& range);

} // namespace cloister
