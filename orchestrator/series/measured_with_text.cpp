// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/series/measured_with_text.hpp"

#include "orchestrator/base/quantity.hpp"
#include "orchestrator/series/mail_text.hpp"

#include <fmt/format.h>

namespace cloister {
namespace {

// As it was typed, but for where the program lies.
std::string command_text(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) {
        const std::string plain = text.empty() ? word.substr(word.rfind('/') + 1) : word;
        text +=
            (text.empty() ? "" : " ") + (plain.find(' ') == std::string::npos ? plain : "'" + plain + "'");
    }
    return text;
}

} // namespace

std::string measured_with_text(const SeriesReport& series) {
    std::string text =
        paragraph("series    ",
                  fmt::format("{}, {}", series.name, quantity(series.steps.size() - 1, "patch", "patches")));
    if (series.source)
        text += paragraph("base      ", with_short_digests(*series.source));
    if (series.compiler && !series.compiler->empty())
        text += paragraph("compiler  ", *series.compiler);
    text += paragraph("machine   ", series.machine);
    if (series.not_measured)
        text += paragraph("          ", *series.not_measured);
    else if (series.times_indicative)
        text += paragraph("          ",
                          "counts are exact, times indicative: not every guest ran under a KVM that works");
    if (series.cost_machine)
        text += paragraph("costs     ", *series.cost_machine);
    for (const std::string& note : series.notes)
        text += paragraph("note      ", note);
    return text + paragraph("command   ", command_text(series.command_line));
}

} // namespace cloister
