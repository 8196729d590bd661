// SPDX-License-Identifier: GPL-2.0-or-later
// The right name for a mistyped one, wherever a name is typed: options, keys, claims, modes.
// Runs on: host. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cloister {

// The nearest by edits (insert, delete, replace, swap neighbours); none when nothing is near enough to be
// meant.
std::optional<std::string> nearest_name(std::string_view typed, const std::vector<std::string>& names);

// "unknown claim 'quite-baseline': did you mean quiet-baseline?", else all the names: "…: one of a, b".
std::string unknown_name(std::string_view what, std::string_view typed,
                         const std::vector<std::string>& names);

} // namespace cloister
