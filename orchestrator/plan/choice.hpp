// SPDX-License-Identifier: GPL-2.0-or-later
// One of a few words that a person typed, as the value that it names. Runs on: host. Pure.
// Errors: std::invalid_argument with the nearest of them.
#pragma once

#include "orchestrator/base/nearest_name.hpp"
#include "results-schema/document.hpp"

#include <stdexcept>

namespace cloister {

// what: for the error, as "machine".
template <class Choice>
Choice choice(std::string_view what, const std::string& name) {
    if (const std::optional<Choice> value = value_named<Choice>(name))
        return *value;
    std::vector<std::string> names;
    for (const auto& [value, each] : EnumNames<Choice>::table)
        names.emplace_back(each);
    throw std::invalid_argument(unknown_name(what, name, names));
}

} // namespace cloister
