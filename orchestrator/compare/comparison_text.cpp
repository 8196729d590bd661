// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/compare/comparison_text.hpp"

#include "orchestrator/base/quantity.hpp"
#include "orchestrator/base/wrapped.hpp"
#include "orchestrator/report/measured_on_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace cloister {
namespace {

constexpr std::size_t most_functions = 6;

// "1,823", "0.25", "12.4".
std::string number(double value) {
    if (value == std::floor(value) && value < 1e15)
        return grouped(static_cast<std::uint64_t>(value));
    return value < 10 ? fmt::format("{:.2g}", value) : fmt::format("{:.1f}", value);
}

std::string measured(const ComparedQuantity& quantity, double value) {
    return quantity.unit == "ns" ? length_text(std::chrono::nanoseconds(std::llround(value))) : number(value);
}

// "14.7 CPU seconds", "1 trial".
std::string so_many(double value, const std::string& unit) {
    return number(value) + " " + unit + (value == 1 ? "" : "s");
}

// " in 14.7 CPU seconds and 500 drain calls each", " in 14.7 → 12.2 CPU seconds, 500 → 500 drain calls".
std::string over_words(const std::vector<CountedOver>& all) {
    const bool alike = std::all_of(all.begin(), all.end(),
                                   [](const CountedOver& over) { return over.old_side == over.new_side; });
    std::string words;
    for (const CountedOver& over : all) {
        words += words.empty() ? " in " : alike ? " and " : ", ";
        words += (alike ? "" : number(over.old_side) + " → ") + so_many(over.new_side, over.unit);
    }
    return words + (alike && !all.empty() ? " each" : "");
}

std::string interval(const Interval& bounds) {
    return bounds.high ? fmt::format("{:.2g} to {:.2g}", bounds.low, *bounds.high)
                       : fmt::format("{:.2g} or more", bounds.low);
}

std::string probability(double value) {
    constexpr double least = 1e-99;
    return value < least ? "< 1e-99" : fmt::format("{:.2g}", value);
}

// By which nothing can be told.
bool is_one_trial_a_side(const ComparedQuantity& quantity) {
    return quantity.by == ComparedBy::resampling && quantity.over.front().old_side == 1 &&
           quantity.over.front().new_side == 1;
}

std::string signed_difference(double from, double to) {
    return to == from ? "" : fmt::format(" ({}{})", to > from ? "+" : "-", number(std::abs(to - from)));
}

// "0 → 3 in 100 → 100 drain calls; 4.2 times or more; p 0.0001".
std::string numbers_of(const ComparedQuantity& quantity) {
    const bool mean = quantity.over.size() == 1 && quantity.over.front().unit == "turn";
    const double old_number = quantity.old_number / (mean ? quantity.over.front().old_side : 1);
    const double new_number = quantity.new_number / (mean ? quantity.over.front().new_side : 1);
    std::string text = fmt::format("{} → {}", measured(quantity, old_number), measured(quantity, new_number));
    if (mean || quantity.over.empty())
        return text + signed_difference(old_number, new_number);
    text += over_words(quantity.over);
    if (quantity.by == ComparedBy::zero && quantity.old_number == 0)
        return quantity.new_number > 0 ? text + "; none is claimed, one refutes it" : text;
    const bool nothing = quantity.old_number == 0 && quantity.new_number == 0;
    if (nothing || is_one_trial_a_side(quantity))
        return text;
    if (quantity.ratio)
        text += fmt::format("; {} times", interval(*quantity.ratio));
    if (quantity.adjusted)
        text += "; p " + probability(*quantity.adjusted);
    return text;
}

std::string found_words(const ComparedQuantity& quantity) {
    if (!quantity.found_from || quantity.over.empty())
        return "";
    return fmt::format("from {:.3g} {} a {}", *quantity.found_from, quantity.unit,
                       quantity.over.front().unit);
}

// The one name for both, or "local → remote".
std::string both(const std::string& from, const std::string& to) {
    return from == to ? to : from + " → " + to;
}

std::string cell_name(const ComparedCell& cell) {
    const Cell& any = cell.new_cell ? *cell.new_cell : *cell.old_cell;
    const Cell& other = cell.old_cell ? *cell.old_cell : any;
    return both(other.kernel, any.kernel) + " " + both(other.mode, any.mode) + " " + any.workload;
}

std::string quantity_line(const ComparedQuantity& quantity) {
    return "    " + wrapped(quantity.name + ": " + numbers_of(quantity), 4, 6) + "\n";
}

std::string function_lines(const ComparedCell& cell) {
    if (!cell.functions || cell.functions->empty())
        return "";
    std::vector<std::pair<std::string, double>> all(cell.functions->begin(), cell.functions->end());
    std::stable_sort(all.begin(), all.end(), [](const auto& one, const auto& other) {
        return std::abs(one.second) > std::abs(other.second);
    });
    std::string words;
    for (std::size_t i = 0; i < std::min(most_functions, all.size()); ++i)
        words += fmt::format("{}{:+.1f} {}", i == 0 ? "" : ", ", all[i].second, all[i].first);
    return "      " + wrapped(words, 6, 6) + "\n";
}

using Chosen = std::function<bool(const ComparedQuantity&)>;

// Those that are chosen, beneath their cell.
std::string listed(const Comparison& comparison, const Chosen& chosen, bool with_functions) {
    std::string text;
    for (const ComparedCell& cell : comparison.cells) {
        std::string lines;
        for (const ComparedQuantity& quantity : cell.quantities)
            if (chosen(quantity))
                lines += quantity_line(quantity);
        if (!lines.empty())
            text += "  " + cell_name(cell) + "\n" + lines + (with_functions ? function_lines(cell) : "");
    }
    return text;
}

std::string section(const std::string& title, const std::string& lines) {
    return lines.empty() ? "" : title + "\n" + lines + "\n";
}

std::string changed(const Comparison& comparison, Change change, bool indicative) {
    return listed(
        comparison,
        [&](const ComparedQuantity& quantity) {
            return quantity.change == change && quantity.indicative == indicative;
        },
        !indicative);
}

std::string cells_in(const Comparison& comparison, CellState state) {
    std::string text;
    for (const ComparedCell& cell : comparison.cells)
        if (cell.state == state) {
            text += "  " + wrapped(cell_name(cell), 2, 4) + "\n";
            for (const std::string& reason : cell.reasons)
                text += "    " + wrapped(reason, 4, 6) + "\n";
        }
    return text;
}

std::string remarks(const Comparison& comparison) {
    std::string text;
    std::vector<std::string> told;
    for (const ComparedCell& cell : comparison.cells)
        if (cell.state == CellState::compared)
            for (const std::string& reason : cell.reasons)
                if (std::find(told.begin(), told.end(), reason) == told.end()) {
                    text += "note: " + wrapped(reason, 6, 6) + "\n";
                    told.push_back(reason);
                }
    for (const std::string& note : comparison.notes)
        text += "note: " + wrapped(note, 6, 6) + "\n";
    return text.empty() ? "" : text + "\n";
}

std::string unchanged_text(const Comparison& comparison, Unchanged unchanged) {
    std::uint64_t number = 0;
    std::uint64_t cells = 0;
    for (const ComparedCell& cell : comparison.cells) {
        const auto same = std::count_if(cell.quantities.begin(), cell.quantities.end(),
                                        [](const auto& quantity) { return quantity.change == Change::none; });
        number += static_cast<std::uint64_t>(same);
        cells += same > 0 ? 1U : 0U;
    }
    if (number == 0)
        return "";
    std::string text =
        fmt::format("unchanged  {} in {}\n", quantity(number, "number"), quantity(cells, "cell"));
    if (unchanged == Unchanged::listed)
        text += listed(
            comparison, [](const ComparedQuantity& each) { return each.change == Change::none; }, false);
    return text + "\n";
}

// Of each cell, or of each rate. One that is indicative decides nothing.
std::string found_text(const Comparison& comparison, Unchanged unchanged) {
    std::string text;
    for (const ComparedCell& cell : comparison.cells) {
        std::string lines;
        for (const ComparedQuantity& each : cell.quantities)
            if (each.found_from && !each.indicative &&
                (unchanged == Unchanged::listed || lines.empty() || each.by == ComparedBy::zero ||
                 each.name.starts_with("other ")))
                lines += "    " + wrapped(each.name + ": " + found_words(each), 4, 6) + "\n";
        if (!lines.empty())
            text += "  " + cell_name(cell) + "\n" + lines;
    }
    return section("worse would have been found 9 times in 10", text);
}

std::string verdict_line(const Comparison& comparison) {
    switch (comparison.verdict) {
    case ComparisonVerdict::not_worse:
        return "not worse";
    case ComparisonVerdict::worse:
        return "worse";
    case ComparisonVerdict::invalid:
        return "invalid: not all could be compared";
    case ComparisonVerdict::undecided:
        return "undecided: there is too little to compare";
    }
    return "";
}

std::string rules_line(const Comparison& comparison) {
    return fmt::format("{}: at most {:.2g} % for one false alarm among all; rates count from {:.3g} % on",
                       quantity(comparison.tests, "test"), 100 * comparison.false_alarms,
                       100 * comparison.least_effect);
}

} // namespace

std::string comparison_text(const Comparison& comparison, Unchanged unchanged) {
    std::string text = fmt::format("old  {}\nnew  {}\n", comparison.old_run, comparison.new_run);
    text += measured_on_text(comparison.machine, comparison.times_indicative, comparison.not_measured);
    text += section("worse", changed(comparison, Change::worse, false));
    text += section("better", changed(comparison, Change::better, false));
    text += section("worse, indicative: it follows the host's time and decides nothing",
                    changed(comparison, Change::worse, true));
    text += section("better, indicative", changed(comparison, Change::better, true));
    text += section("invalid", cells_in(comparison, CellState::invalid));
    text += section("undecided", cells_in(comparison, CellState::undecided));
    text += section("only in old", cells_in(comparison, CellState::only_old));
    text += section("only in new", cells_in(comparison, CellState::only_new));
    text += unchanged_text(comparison, unchanged);
    text += found_text(comparison, unchanged);
    text += remarks(comparison);
    return text + rules_line(comparison) + "\n" + verdict_line(comparison) + "\n";
}

} // namespace cloister
