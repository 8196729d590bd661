// SPDX-License-Identifier: GPL-2.0-or-later
// How a kernel is made: source, patches, config fragments; the data is beneath guest-kernel-config/.
// Runs on: host. Errors: LabError{wrong_use} naming the nearest recipe, flavour, mutant, or how many patches
// there are.
#pragma once

#include "orchestrator/kernel/kernel_reference.hpp"
#include "orchestrator/kernel/patch.hpp"

#include <filesystem>
#include <string_view>
#include <vector>

namespace cloister {

// A file of recipes/, as written.
struct RecipeFile {
    std::string package;
    std::string tarball;
    std::string
        suite; // of the archive, where the tarball is fetched from unless it is installed; empty: nowhere
    std::vector<std::string> fragments;
    std::vector<std::string> series_fragments; // wherever at least one of our patches is applied
    std::uint64_t objects = 0;
};

// A recipe with the patches and fragments that a reference asks for.
struct Recipe {
    std::string package;
    std::filesystem::path tarball;
    std::string suite;
    std::vector<Patch> patches;                          // in order, a mutant's last
    std::vector<std::filesystem::path> fragments;        // the later one wins
    std::vector<std::filesystem::path> series_fragments; // wanted, and among them, from the first patch on
    std::uint64_t objects = 0;                           // lines that make prints, about
};

// file names the text in errors.
RecipeFile parse_recipe(std::string_view text, const std::string& file);
// data: the directory guest-kernel-config. Patches are read here, so that a build is of what was looked at.
Recipe load_recipe(const KernelReference& reference, const std::filesystem::path& data);
std::vector<std::string> recipe_names(const std::filesystem::path& data);

} // namespace cloister
