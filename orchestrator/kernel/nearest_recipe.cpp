// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/nearest_recipe.hpp"

#include <cstdlib>
#include <optional>
#include <sstream>

namespace cloister {
namespace {

// Releases since 4.0: a major version ends with its .19 or .20.
std::optional<int> release_of(const std::string& version) {
    std::istringstream words(version);
    int major = 0;
    int minor = 0;
    char dot = 0;
    if (!(words >> major >> dot >> minor) || dot != '.')
        return std::nullopt;
    return major * 20 + minor;
}

} // namespace

std::string nearest_recipe(const std::string& version, const std::vector<std::string>& recipes) {
    const std::optional<int> wanted = release_of(version);
    std::string nearest;
    int least = 0;
    for (const std::string& recipe : recipes) {
        const std::optional<int> there = release_of(recipe);
        if (!wanted || !there)
            continue;
        const int distance = std::abs(*there - *wanted);
        if (nearest.empty() || distance < least || (distance == least && *there > *wanted)) {
            nearest = recipe;
            least = distance;
        }
    }
    return nearest;
}

} // namespace cloister
