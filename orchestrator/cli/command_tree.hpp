// SPDX-License-Identifier: GPL-2.0-or-later
// A command's commands and options by name: to be listed, completed, or compared with what was typed.
// Runs on: host. Pure.
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace cloister {

inline std::vector<const CLI::App*> commands_in(const CLI::App& command) {
    return command.get_subcommands([](const CLI::App*) { return true; });
}

inline std::vector<std::string> command_names(const CLI::App& command) {
    std::vector<std::string> names;
    for (const CLI::App* each : commands_in(command))
        names.push_back(each->get_name());
    return names;
}

// "--drains": the long ones.
inline std::vector<std::string> option_names(const CLI::App& command) {
    std::vector<std::string> names;
    for (const CLI::Option* option : command.get_options())
        for (const std::string& name : option->get_lnames())
            names.push_back("--" + name);
    return names;
}

} // namespace cloister
