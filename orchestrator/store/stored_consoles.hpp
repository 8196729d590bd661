// SPDX-License-Identifier: GPL-2.0-or-later
// The consoles of a run, of costs or of a series that are stored. Runs on: host.
#pragma once

#include <filesystem>
#include <vector>

namespace cloister {

// Every console.log beneath a directory, sorted; a file is one itself. LabError{wrong_use}: there is none.
std::vector<std::filesystem::path> stored_consoles(const std::filesystem::path& path);

} // namespace cloister
