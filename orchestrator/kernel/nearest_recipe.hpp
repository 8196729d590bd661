// SPDX-License-Identifier: GPL-2.0-or-later
// Which recipe a tree of some version is made like. Recipes are named by their version.
// Runs on: host. Pure.
#pragma once

#include <string>
#include <vector>

namespace cloister {

// version: "6.13"; of two that are as near, the newer. Empty where the version cannot be told.
std::string nearest_recipe(const std::string& version, const std::vector<std::string>& recipes);

} // namespace cloister
