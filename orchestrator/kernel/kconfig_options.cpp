// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/kconfig_options.hpp"

#include "orchestrator/store/run_directory.hpp"

#include <sstream>

namespace cloister {

namespace fs = std::filesystem;

namespace {

void read_options(const fs::path& file, std::set<std::string>& options) {
    std::istringstream text(read_text_file(file));
    for (std::string line; std::getline(text, line);) {
        std::istringstream words(line);
        std::string keyword;
        std::string option;
        if (words >> keyword >> option && (keyword == "config" || keyword == "menuconfig"))
            options.insert("CONFIG_" + option);
    }
}

} // namespace

std::set<std::string> options_of_tree(const fs::path& tree) {
    std::set<std::string> options;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(tree))
        if (entry.path().filename().string().starts_with("Kconfig") && entry.is_regular_file())
            read_options(entry.path(), options);
    return options;
}

} // namespace cloister
