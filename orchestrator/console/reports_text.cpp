// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/console/reports_text.hpp"

#include "orchestrator/base/quantity.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

struct Known {
    const KernelReport* first;
    const std::string* console;
    std::uint64_t times = 0;
    std::uint64_t consoles = 0;
};

std::vector<Known> by_title(std::span<const ConsoleReports> consoles) {
    std::vector<Known> all;
    for (const ConsoleReports& console : consoles)
        for (const KernelReport& report : console.reports) {
            auto known = std::find_if(all.begin(), all.end(),
                                      [&](const Known& each) { return each.first->title == report.title; });
            if (known == all.end())
                known = all.insert(all.end(), {&report, &console.name});
            known->times += report.times;
            ++known->consoles;
        }
    std::stable_sort(all.begin(), all.end(),
                     [](const Known& a, const Known& b) { return a.times > b.times; });
    return all;
}

std::string indented(const std::string& text) {
    std::string out;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        out += "    " + text.substr(begin, end - begin) + "\n";
        begin = end + 1;
    }
    return out;
}

} // namespace

std::string reports_text(std::span<const ConsoleReports> consoles, Whole whole) {
    std::string text;
    for (const Known& known : by_title(consoles)) {
        text += fmt::format("{:>7}  {:<14}  {}\n", grouped(known.times), to_string(known.first->kind),
                            known.first->title);
        text +=
            fmt::format("{:25}in {}, first in {}\n", "", quantity(known.consoles, "console"), *known.console);
        if (whole == Whole::yes)
            text += "\n" + indented(known.first->text) + "\n";
    }
    return text;
}

} // namespace cloister
