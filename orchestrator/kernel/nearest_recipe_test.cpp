// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/nearest_recipe.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

TEST(NearestRecipe, IsNearestInReleases) {
    const std::vector<std::string> recipes{"5.10", "6.1", "6.12", "7.2", "mine"};
    for (const auto& [version, recipe] : std::vector<std::pair<std::string, std::string>>{{"6.12", "6.12"},
                                                                                          {"6.2", "6.1"},
                                                                                          {"6.10", "6.12"},
                                                                                          {"5.14", "5.10"},
                                                                                          {"5.19", "6.1"},
                                                                                          {"4.19", "5.10"},
                                                                                          {"6.16", "6.12"},
                                                                                          {"6.18", "7.2"},
                                                                                          {"7.9", "7.2"},
                                                                                          {"", ""},
                                                                                          {"six", ""}})
        EXPECT_EQ(nearest_recipe(version, recipes), recipe) << version;
}

TEST(NearestRecipe, OfTwoThatAreAsNearIsTheNewer) {
    EXPECT_EQ(nearest_recipe("6.11", {"6.10", "6.12"}), "6.12");
    EXPECT_EQ(nearest_recipe("6.11", {"6.12", "6.10"}), "6.12");
}

} // namespace
} // namespace cloister
