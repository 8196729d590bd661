// SPDX-License-Identifier: GPL-2.0-or-later
// Which options a kernel tree has at all, as its Kconfig files define them: an option that came later or has
// gone cannot be had, where one that is there and did not survive lacks what it depends on. Runs on: host.
// Errors: LabError{lab} for a file that cannot be read.
#pragma once

#include <filesystem>
#include <set>
#include <string>

namespace cloister {

// "CONFIG_SMP" for each "config SMP" and "menuconfig SMP".
std::set<std::string> options_of_tree(const std::filesystem::path& tree);

} // namespace cloister
