// SPDX-License-Identifier: GPL-2.0-or-later
// What --kernel may say: "6.12" (all our patches), "6.12@base" (none), "6.12@3" (the first three),
// "6.12+lockdep" (a flavour), "6.12+mutant:NAME", "6.12+lockdep+mutant:NAME", or the path of an image, which
// has a '/' in it. Runs on: host. Pure. Errors: LabError{wrong_use} naming the word that is wrong.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace cloister {

struct KernelReference {
    std::string text;
    std::string recipe;                   // "6.12"; empty for an image
    std::optional<std::uint32_t> patches; // how many of them; absent: all
    std::string flavour;
    std::string mutant;

    bool is_image() const { return recipe.empty(); }
};

KernelReference parse_kernel_reference(const std::string& text);

} // namespace cloister
