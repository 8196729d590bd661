// SPDX-License-Identifier: GPL-2.0-or-later
// Text in so many columns: whole words, later lines indented.
// Runs on: host. Pure.
#pragma once

#include <string>

namespace cloister {

// The first line is to be printed at column "from"; the others bring their own blanks, "indent" of them.
std::string wrapped(const std::string& text, std::size_t from, std::size_t indent, std::size_t width = 80);
inline std::string wrapped(const std::string& text, std::size_t from) {
    return wrapped(text, from, from);
}

} // namespace cloister
