// SPDX-License-Identifier: GPL-2.0-or-later
// A directory of mode files → ModeCatalogue, in the order of their names, ours before those of the user.
// Runs on: host. Errors: LabError{wrong_use}, "FILE:LINE: …".
#pragma once

#include "orchestrator/plan/mode.hpp"

#include <filesystem>

namespace cloister {

// more: a file, or a directory of them, that describes the modes of somebody else's kernel; empty: none.
ModeCatalogue load_modes(const std::filesystem::path& directory, const std::filesystem::path& more = {});
Mode parse_mode(std::string_view text, const std::string& file);

} // namespace cloister
