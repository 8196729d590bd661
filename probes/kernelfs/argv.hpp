// SPDX-License-Identifier: GPL-2.0-or-later
// Words as exec and posix_spawn take them: a pointer to each, and a null pointer behind the last.
// Runs on: both. Borrows the words; none of these calls writes to them.
#pragma once

#include <string>
#include <vector>

namespace cloister {

inline std::vector<char*> argv(const std::vector<std::string>& words) {
    std::vector<char*> pointers;
    pointers.reserve(words.size() + 1);
    for (const std::string& word : words)
        pointers.push_back(const_cast<char*>(word.c_str()));
    pointers.push_back(nullptr);
    return pointers;
}

} // namespace cloister
