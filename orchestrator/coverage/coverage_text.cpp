// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/base/wrapped.hpp"
#include "orchestrator/coverage/coverage.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

constexpr std::size_t columns = 80;
constexpr std::size_t text_at = 10; // where a line of source begins

// A share is never rounded up to all.
std::string per_cent(std::uint64_t part, std::uint64_t all) {
    if (all == 0)
        return "-";
    const std::uint64_t tenths = 1000 * part / all;
    return fmt::format("{}.{} %", tenths / 10, tenths % 10);
}

template <class Part>
std::string row(const std::string& name, const Part& part) {
    return fmt::format("  {:<34}{:>7}{:>7}{:>9}{:>10}{:>9}\n", name, grouped(part.lines), grouped(part.run),
                       per_cent(part.run, part.lines), grouped(part.branches), grouped(part.taken));
}

std::string head_of(const WayCoverage& way) {
    const std::string how = way.way == "either" ? "all" : way.way + "ly drained";
    return fmt::format("{:<36}{:>7}{:>7}{:>9}{:>10}{:>9}\n", how + ", " + quantity(way.guests, "guest"),
                       "lines", "run", "", "branches", "taken");
}

std::string cut(const std::string& text, std::size_t width) {
    return text.size() <= width ? text : text.substr(0, width - 4) + " ...";
}

std::string never_run_in(const FileCoverage& file) {
    std::string text;
    std::string function;
    for (const UnrunLine& line : file.never_run) {
        if (text.empty() || line.function != function)
            text += fmt::format("  {}, {}\n", file.file,
                                line.function.empty() ? "no function" : line.function + "()");
        function = line.function;
        text += fmt::format("  {:>6}  {}\n", line.line, cut(line.text, columns - text_at));
    }
    return text;
}

std::string never_run_in(const WayCoverage& way) {
    std::string text;
    for (const FileCoverage& file : way.files)
        text += never_run_in(file);
    if (text.empty())
        return "";
    return (way.way == "either" ? "never run at all\n" : "never run, " + way.way + "ly drained\n") + text;
}

} // namespace

std::string coverage_text(const Coverage& coverage, Colour colour) {
    std::string text = fmt::format("{}: lines of code that its patches add or change, and how many ran\n\n",
                                   coverage.kernel.reference);
    for (const WayCoverage& way : coverage.ways) {
        text += head_of(way);
        for (const FileCoverage& file : way.files)
            text += row(file.file, file);
        text += row("all", way) + "\n";
    }
    // Nothing of a spinlock's runs where it is local: that list is in the document and on the pages.
    for (const WayCoverage& way : coverage.ways)
        if (const std::string unrun = never_run_in(way); way.way != "local" && !unrun.empty())
            text += unrun + "\n";
    if (!coverage.absent.empty())
        text += "tell nothing, and why\n";
    for (const AbsentCoverage& each : coverage.absent)
        text += fmt::format("  {}: {}\n", each.cell, wrapped(each.reason, 4 + each.cell.size(), 4));
    return text + (coverage.absent.empty() ? "" : "\n") + verdict_lines(coverage.claims, colour);
}

} // namespace cloister
