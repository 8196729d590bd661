// SPDX-License-Identifier: GPL-2.0-or-later
// SCENARIO.toml → Scenario. What the file does not say keeps its default; flags may override the rest.
// Runs on: host. Errors: LabError{wrong_use}, "FILE:LINE: …". Names and ranges are checked by validate().
#pragma once

#include "orchestrator/plan/scenario.hpp"

#include <filesystem>

namespace cloister {

Scenario load_scenario(const std::filesystem::path& file);
// file names the text in errors and in the plan.
Scenario parse_scenario(std::string_view text, const std::string& file);

} // namespace cloister
