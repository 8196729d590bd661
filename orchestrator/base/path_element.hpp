// SPDX-License-Identifier: GPL-2.0-or-later
// A cell's name, or a kernel's, as one element of a path, which no glob overlooks: ./bzImage is __bzImage.
// Runs on: host. Pure.
#pragma once

#include <algorithm>
#include <string>

namespace cloister {

// name: not empty.
inline std::string path_element(std::string name) {
    std::replace(name.begin(), name.end(), '/', '_');
    std::replace(name.begin(), name.begin() + 1, '.', '_');
    return name;
}

} // namespace cloister
