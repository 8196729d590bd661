// SPDX-License-Identifier: GPL-2.0-or-later
// A diff → the lines that it adds or changes, by their numbers in the files as they are afterwards.
// Runs on: host. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace cloister {

using LineNumbers = std::set<std::uint32_t>;
using TouchedLines = std::map<std::string, LineNumbers>; // by path beneath the tree's root

// diff: unified, as by "diff -ruN a b", with any context. A file of which lines only went is not there.
TouchedLines touched_lines(const std::string& diff);

} // namespace cloister
