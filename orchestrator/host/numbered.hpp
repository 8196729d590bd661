// SPDX-License-Identifier: GPL-2.0-or-later
// The numbers of a directory's entries that are a prefix and a number: "state0", "state1"; by number.
// Runs on: host. Errors: none; without the directory there are none.
#pragma once

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace cloister {

inline std::vector<std::uint32_t> numbered_entries(const std::string& directory, const std::string& prefix) {
    std::vector<std::uint32_t> numbers;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(directory, none)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(prefix))
            continue;
        std::uint32_t number = 0;
        const auto [end, error] =
            std::from_chars(name.data() + prefix.size(), name.data() + name.size(), number);
        if (error == std::errc() && end == name.data() + name.size())
            numbers.push_back(number);
    }
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

} // namespace cloister
