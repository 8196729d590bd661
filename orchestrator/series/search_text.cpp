// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/series/search_text.hpp"

#include "orchestrator/series/looked_up.hpp"
#include "orchestrator/series/mail_text.hpp"
#include "orchestrator/series/measured_with_text.hpp"

#include <fmt/format.h>

namespace cloister {

std::string search_text(const SeriesReport& series) {
    if (!series.search)
        return "";
    const SearchForBad& search = *series.search;
    std::string text = measured_with_text(series) + paragraph("asked     ", search.question) + "\n";
    for (const AskedStep& asked : search.asked)
        text += paragraph(fmt::format("{:<12}", name_of(asked.answer)),
                          fmt::format("{}: {}", step_name(series, asked.step), asked.reason));
    text += "\n";
    if (search.candidates.empty())
        return text + "no step that can be tested is bad\n";
    if (search.candidates.size() == 1)
        return text + paragraph("first bad: ", "step " + step_name(series, search.candidates.front()));
    text += "the first bad one is one of these, of which all but the last cannot be tested:\n";
    for (const std::uint64_t step : search.candidates)
        text += paragraph("  ", "step " + step_name(series, step));
    return text;
}

} // namespace cloister
