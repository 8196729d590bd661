// SPDX-License-Identifier: GPL-2.0-or-later
// Patches as they lie in a directory: those that its file "series" names, as quilt has it, else *.patch by
// name. Runs on: host. Errors: LabError{wrong_use}: no directory, no patches, a name without a file, a file
// without a diff.
#pragma once

#include "orchestrator/kernel/patch.hpp"

#include <filesystem>
#include <vector>

namespace cloister {

std::vector<Patch> patches_in(const std::filesystem::path& directory);

} // namespace cloister
