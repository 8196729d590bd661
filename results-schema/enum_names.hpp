// SPDX-License-Identifier: GPL-2.0-or-later
// The names of an enum's values, as they are stored, typed and shown: one table serves them all.
// Runs on: both.
#pragma once

#include <array>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace cloister {

// An enum takes part by a table: template <> struct EnumNames<Kind> { static constexpr … table; }
// where table is an array of pairs {value, "name"}.
template <class Enum>
struct EnumNames;

template <class Enum>
std::string name_of(Enum value) {
    for (const auto& [each, name] : EnumNames<Enum>::table)
        if (each == value)
            return std::string(name);
    throw std::logic_error("an enumerator without a name");
}

template <class Enum>
std::optional<Enum> value_named(std::string_view name) {
    for (const auto& [value, each] : EnumNames<Enum>::table)
        if (each == name)
            return value;
    return std::nullopt;
}

} // namespace cloister
