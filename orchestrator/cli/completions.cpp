// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/completions.hpp"

#include "orchestrator/cli/command_tree.hpp"

#include <algorithm>

namespace cloister {
namespace {

const CLI::App* subcommand_of(const CLI::App& command, const std::string& name) {
    for (const CLI::App* each : commands_in(command))
        if (each->get_name() == name)
            return each;
    return nullptr;
}

const CLI::Option* option_of(const CLI::App& command, const std::string& name) {
    for (const CLI::Option* each : command.get_options())
        if (!each->get_positional() && each->check_name(name))
            return each;
    return nullptr;
}

bool takes_value(const CLI::Option& option) {
    return option.get_items_expected_max() > 0;
}

std::vector<std::string> named(const KnownNames& names, const std::string& what) {
    const auto known = names.find(what);
    return known == names.end() ? std::vector<std::string>{} : known->second();
}

std::vector<std::string> values_of(const CLI::Option& option, const KnownNames& names) {
    for (const std::string& each : option.get_lnames())
        if (std::vector<std::string> values = named(names, "--" + each); !values.empty())
            return values;
    return {};
}

std::vector<std::string> arguments_of(const CLI::App& command, const KnownNames& names) {
    std::vector<std::string> all;
    for (const CLI::Option* each : command.get_options())
        if (each->get_positional())
            for (const std::string& name : named(names, each->get_option_text()))
                all.push_back(name);
    return all;
}

// Where a list is being typed, its last entry; what stands before it stays.
std::vector<std::string> matching(const std::vector<std::string>& all, const std::string& typed) {
    const std::size_t comma = typed.rfind(',');
    const std::string kept = comma == std::string::npos ? "" : typed.substr(0, comma + 1);
    std::vector<std::string> found;
    for (const std::string& each : all)
        if ((kept + each).starts_with(typed))
            found.push_back(kept + each);
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

} // namespace

std::vector<std::string> completions(const CLI::App& app, const std::vector<std::string>& words,
                                     const KnownNames& names) {
    if (words.empty())
        return matching(command_names(app), "");
    const CLI::App* command = &app;
    const CLI::Option* awaits = nullptr; // its value comes next
    for (auto word = words.begin(); word + 1 != words.end(); ++word) {
        if (awaits != nullptr) {
            awaits = nullptr;
        } else if (const CLI::App* next = subcommand_of(*command, *word)) {
            command = next;
        } else if (const CLI::Option* option = option_of(*command, *word)) {
            awaits = takes_value(*option) ? option : nullptr;
        } else if (!word->starts_with('-') && !command_names(*command).empty()) {
            return {}; // a command that there is not
        }
    }
    const std::string& typed = words.back();
    if (awaits != nullptr)
        return matching(values_of(*awaits, names), typed);
    if (typed.starts_with('-'))
        return matching(option_names(*command), typed);
    std::vector<std::string> all = command_names(*command);
    for (const std::string& name : arguments_of(*command, names))
        all.push_back(name);
    return matching(all, typed);
}

} // namespace cloister
