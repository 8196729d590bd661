// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/kernel_order.hpp"

#include "orchestrator/base/digest.hpp"
#include "orchestrator/kernel/logged_command.hpp"
#include "orchestrator/kernel/profiled_build.hpp"
#include "orchestrator/store/run_directory.hpp"

#include <algorithm>

namespace cloister {

namespace fs = std::filesystem;

namespace {

// Part of every key: to be changed with what a build does, so that no older kernel is taken for a new one.
constexpr const char* method = "allnoconfig, fragments, olddefconfig; System.map kept";

std::string key_from(const std::string& made_of) {
    return sha256_of(made_of).substr(7, 16);
}

std::string without_patches(const KernelOrder& order) {
    return std::string(method) + "\n" + order.source.digest + "\n" + compiler() + "\n";
}

} // namespace

std::string compiler() {
    return first_line_of({"gcc", "--version"});
}

std::string key_of(const KernelOrder& order) {
    std::string made_of = without_patches(order);
    for (const fs::path& fragment : order.recipe.fragments)
        made_of += read_text_file(fragment);
    for (const Patch& patch : order.recipe.patches)
        made_of += patch.text;
    if (is_profiled(made_of))
        made_of += profiling_flags();
    return key_from(made_of);
}

std::string tree_key_of(const KernelOrder& order) {
    const std::vector<fs::path>& of_series = order.recipe.series_fragments;
    std::string made_of = without_patches(order);
    for (const fs::path& fragment : order.recipe.fragments)
        if (std::find(of_series.begin(), of_series.end(), fragment) == of_series.end())
            made_of += read_text_file(fragment);
    return key_from(made_of);
}

} // namespace cloister
