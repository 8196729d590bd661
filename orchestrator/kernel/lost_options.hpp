// SPDX-License-Identifier: GPL-2.0-or-later
// Which requested options did not survive olddefconfig, which drops without a word what it cannot have.
// Runs on: host. Pure. Texts are config fragments and a kernel's final .config.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cloister {

struct LostOption {
    std::string option; // "CONFIG_KCMP"
    std::string wanted; // "y"
    std::string got;    // "n" where the final config leaves it out
    bool operator==(const LostOption&) const = default;
};

// In the order of the fragments. Where two of them disagree, the later one is what was asked for.
std::vector<LostOption> lost_options(const std::vector<std::string>& fragments, std::string_view config);

} // namespace cloister
