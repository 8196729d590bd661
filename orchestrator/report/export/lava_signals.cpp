// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/export/lava_signals.hpp"

#include "orchestrator/report/export/verdict_words.hpp"

#include <fmt/format.h>

namespace cloister {
std::string lava_signals(const std::vector<ExportedRun>& runs) {
    std::string text;
    for (const ExportedRun& run : runs) {
        text += fmt::format("<LAVA_SIGNAL_TESTSET START {}>\n", path_word(run.name));
        for (const ClaimResult& claim : claims_of(run)) {
            const char* result = words_for(claim.verdict, run).lava;
            text += fmt::format("<LAVA_SIGNAL_TESTCASE TEST_CASE_ID={} RESULT={}>\n", path_word(claim.id),
                                result);
            if (!has_numbers(claim, run))
                continue;
            for (const auto& [name, number] : claim.numbers)
                text += fmt::format(
                    "<LAVA_SIGNAL_TESTCASE TEST_CASE_ID={}.{} RESULT={} UNITS={} MEASUREMENT={}>\n",
                    path_word(claim.id), path_word(name), result, path_word(number.unit),
                    number_text(number.value));
        }
        text += "<LAVA_SIGNAL_TESTSET STOP>\n";
    }
    return text;
}

} // namespace cloister
