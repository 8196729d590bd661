// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/mutants/mutants_text.hpp"

#include "orchestrator/base/quantity.hpp"
#include "orchestrator/base/wrapped.hpp"
#include "orchestrator/mutants/objections.hpp"

#include <fmt/format.h>

#include <cmath>

namespace cloister {
namespace {

bool is_as_it_should(const MutantRow& row) {
    return !row.undecided && row.by == row.expected;
}

std::string state_of(const MutantRow& row) {
    return row.undecided ? "undecided" : row.killed ? "killed" : "survived";
}

std::string seconds_of(const MutantRow& row) {
    return grouped(static_cast<std::uint64_t>(std::llround(row.seconds)));
}

// "6.12+lockdep" of "6.12+lockdep+mutant:NAME"
std::string series_of(const MutantRow& row) {
    return row.kernel.substr(0, row.kernel.find("+mutant:"));
}

std::string why(const MutantRow& row) {
    if (row.undecided)
        return *row.undecided;
    for (const Objection& objection : row.objections)
        if (objection.by == row.by)
            return objection.run + ": " + objection.reason;
    return "no check objects";
}

std::string row_text(const MutantRow& row, Colour colour) {
    constexpr const char* red = "\033[31m";
    const bool right = is_as_it_should(row);
    const bool coloured = !right && colour == Colour::yes;
    std::string text =
        fmt::format("  {:<23}{}{:<10}{}{:<28}{:>6}  {}\n", row.mutant, coloured ? red : "", state_of(row),
                    coloured ? "\033[0m" : "", row.by.value_or(""), seconds_of(row), right ? "yes" : "no");
    if (right)
        return text;
    if (row.expected && row.by != row.expected)
        text += "    " + wrapped("expected: " + *row.expected, 4) + "\n";
    return text + "    " + wrapped(why(row), 4) + "\n";
}

std::string counts_text(const Mutants& mutants) {
    std::uint64_t all = 0;
    std::uint64_t killed = 0;
    std::uint64_t right = 0;
    bool valid = true;
    for (const MutantRow& row : mutants.mutants) {
        if (is_control(row)) {
            valid = valid && is_as_it_should(row);
            continue;
        }
        ++all;
        killed += row.killed ? 1U : 0U;
        right += row.killed && is_as_it_should(row) ? 1U : 0U;
    }
    std::string text = fmt::format("{} of {} killed, {} by the check that should\n", grouped(killed),
                                   quantity(all, "mutant"), grouped(right));
    if (!valid)
        text += "invalid: a check objects to the series as it is, or could not be done\n";
    return text;
}

} // namespace

std::string mutants_text(const Mutants& mutants, Colour colour) {
    std::string text = mutants.machine.empty() ? "" : mutants.machine + "\n\n";
    text += fmt::format("  {:<23}{:<10}{:<28}{:>6}  {}\n", "mutant", "", "by", "s", "as expected");
    std::string series;
    for (const MutantRow& row : mutants.mutants) {
        if (series_of(row) != series)
            text += series_of(row) + "\n";
        series = series_of(row);
        text += row_text(row, colour);
    }
    return text + "\n" + counts_text(mutants);
}

} // namespace cloister
