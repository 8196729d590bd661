// SPDX-License-Identifier: GPL-2.0-or-later
// A directory of mode files → ModeCatalogue, in the order of their names.
// Runs on: host. Errors: LabError{wrong_use}, "FILE:LINE: …".
#pragma once

#include "orchestrator/plan/mode.hpp"

#include <filesystem>

namespace cloister {

ModeCatalogue load_modes(const std::filesystem::path& directory);
Mode parse_mode(std::string_view text, const std::string& file);

} // namespace cloister
