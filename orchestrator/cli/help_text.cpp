// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/help_text.hpp"

#include "orchestrator/base/wrapped.hpp"
#include "orchestrator/cli/command_tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace cloister {
namespace {

constexpr std::size_t indent = 2;
constexpr std::size_t explained_at = 24; // where an option's words begin

std::string row(const std::string& name, const std::string& words) {
    std::string head = std::string(indent, ' ') + name;
    if (head.size() + 2 > explained_at)
        head += "\n" + std::string(explained_at, ' ');
    else
        head.resize(explained_at, ' ');
    return head + wrapped(words, explained_at) + "\n";
}

std::string name_of(const CLI::Option& option) {
    if (option.get_positional())
        return option.get_option_text().empty() ? option.get_name(true) : option.get_option_text();
    std::string name;
    for (const std::string& each : option.get_snames())
        name += (name.empty() ? "-" : ", -") + each;
    for (const std::string& each : option.get_lnames())
        name += (name.empty() ? "--" : ", --") + each;
    return option.get_option_text().empty() ? name : name + " " + option.get_option_text();
}

std::string usage(const CLI::App& command) {
    std::string line = command.get_name();
    for (const CLI::App* parent = command.get_parent(); parent != nullptr; parent = parent->get_parent())
        line = parent->get_name() + " " + line;
    for (const CLI::Option* option :
         command.get_options([](const CLI::Option* each) { return each->get_positional(); }))
        line += option->get_required() ? " " + name_of(*option) : " [" + name_of(*option) + "]";
    if (!commands_in(command).empty())
        line += " COMMAND";
    return "Usage: " + line + " [option]…\n";
}

std::string rows_of(const std::vector<const CLI::Option*>& options) {
    std::string rows;
    for (const CLI::Option* option : options)
        rows += row(name_of(*option), option->get_description());
    return rows;
}

// CLI11's own group, with --help in it, comes last.
std::string options_of(const CLI::App& command) {
    std::vector<std::string> groups = command.get_groups();
    std::stable_partition(groups.begin(), groups.end(),
                          [](const std::string& group) { return group != "Options"; });
    std::string text;
    for (const std::string& group : groups) {
        const std::string rows = rows_of(command.get_options([&](const CLI::Option* option) {
            return option->get_group() == group && !option->get_positional();
        }));
        text += rows.empty() ? "" : "\n" + group + ":\n" + rows;
    }
    return text;
}

std::string sentence(std::string words) {
    words[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(words[0])));
    return words.back() == '.' ? words : words + ".";
}

std::string commands_of(const CLI::App& command) {
    std::string rows;
    for (const CLI::App* each : commands_in(command))
        rows += row(each->get_name(), each->get_description());
    return rows.empty() ? "" : "\nCommands:\n" + rows;
}

} // namespace

std::string HelpText::make_help(const CLI::App* command, std::string, CLI::AppFormatMode) const {
    const std::string arguments =
        rows_of(command->get_options([](const CLI::Option* option) { return option->get_positional(); }));
    std::string text = wrapped(sentence(command->get_description()), 0) + "\n\n" + usage(*command);
    text += (arguments.empty() ? "" : "\n" + arguments) + commands_of(*command) + options_of(*command);
    const std::string footer = command->get_footer();
    return text + (footer.empty() ? "" : "\n" + footer + "\n");
}

} // namespace cloister
