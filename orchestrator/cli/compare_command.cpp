// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/nearest_name.hpp"
#include "orchestrator/cli/commands.hpp"
#include "orchestrator/cli/compared_directory.hpp"
#include "orchestrator/cli/print_report.hpp"
#include "orchestrator/compare/compare.hpp"
#include "orchestrator/compare/comparison_text.hpp"
#include "orchestrator/compare/decide.hpp"
#include "orchestrator/stages/read_side.hpp"

#include <fmt/format.h>

namespace cloister {
namespace {

constexpr const char* nothing = "nothing";

std::vector<Declared> declared(const std::vector<std::string>& names) {
    std::vector<Declared> differ;
    for (const std::string& name : names)
        if (const std::optional<Declared> what = value_named<Declared>(name))
            differ.push_back(*what);
        else if (name != nothing || names.size() > 1)
            throw LabError(Fault::wrong_use, "cli",
                           "--differ: " +
                               unknown_name("difference", name, {"kernel", "mode", "cloister", nothing}));
    return differ;
}

ComparisonRules rules_of(const CompareOptions& options) {
    ComparisonRules rules;
    rules.differ = declared(options.differ);
    constexpr std::size_t both = 2;
    if (!options.between.empty() && options.between.size() != both)
        throw LabError(Fault::wrong_use, "cli", "--between wants two names: OLD,NEW, as 6.12@base,6.12");
    if (options.between.size() == both)
        rules.between = {options.between[0], options.between[1]};
    if (!(options.least_effect >= 0))
        throw LabError(Fault::wrong_use, "cli",
                       "--min-effect is how much a rate must differ: 0 or more per cent");
    rules.least_effect = options.least_effect / 100;
    rules.least_cost = options.least_cost;
    return rules;
}

} // namespace

int compare_command(const CompareOptions& options) {
    const ComparisonRules rules = rules_of(options);
    const std::filesystem::path old_directory = compared_directory(options.old_directory, options.history);
    const std::filesystem::path new_directory = compared_directory(options.new_directory, options.history);
    const ComparedSide old_side = read_side(old_directory);
    Comparison comparison = compare(old_side, read_side(new_directory), rules);
    tell_bounds(comparison);
    if (!options.quiet && options.json != "-")
        fmt::print("{}",
                   comparison_text(comparison, options.list_all ? Unchanged::listed : Unchanged::counted));
    if (!options.json.empty())
        print_document(comparison, options.json);
    return exit_code(comparison.verdict);
}

} // namespace cloister
