// SPDX-License-Identifier: GPL-2.0-or-later
// How an option is added to a command: in a group, with its value's name and what it means; an empty value is
// refused. Runs on: host.
#pragma once

#include <CLI/CLI.hpp>

namespace cloister {

constexpr const char* what_is_measured = "What is measured";
constexpr const char* how_much = "How much";
constexpr const char* the_guest = "The guest";
constexpr const char* the_results = "Results";

template <class Value>
void add(CLI::App& command, const char* group, const char* name, Value& value, const char* text,
         const std::string& words) {
    command.add_option(name, value, words)
        ->option_text(text)
        ->group(group)
        ->check([](const std::string& given) { return given.empty() ? "is empty" : ""; });
}

} // namespace cloister
