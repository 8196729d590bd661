// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/export/ktap.hpp"

#include "orchestrator/report/export/verdict_words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

// A number sign would begin a directive.
std::string name_text(const std::string& name) {
    std::string text = one_line(name);
    std::replace(text.begin(), text.end(), '#', '_');
    return text;
}

std::string result_line(std::size_t number, const std::string& name, Verdict verdict, const std::string& why,
                        const ExportedRun& run) {
    const VerdictWords words = words_for(verdict, run);
    std::string line = fmt::format("{} {} {}", words.ktap, number, name_text(name));
    if (*words.ktap_directive != '\0')
        line += fmt::format(" # {} {}", words.ktap_directive, one_line(why_not_measured(run).value_or(why)));
    return line + "\n";
}

std::string subtests(const ExportedRun& run) {
    const std::string indent = "    ";
    const std::vector<ClaimResult> claims = claims_of(run);
    std::string text = fmt::format("{0}KTAP version 1\n{0}# Subtest: {1}\n{0}1..{2}\n", indent,
                                   name_text(run.name), claims.size());
    std::size_t number = 0;
    for (const ClaimResult& claim : claims) {
        text += fmt::format("{}# {}: {}: {}\n", indent, name_text(claim.id), name_of(claim.verdict),
                            one_line(claim.reason));
        text += indent + result_line(++number, claim.id, claim.verdict, name_of(claim.verdict), run);
    }
    return text;
}

} // namespace

std::string ktap_text(const std::vector<ExportedRun>& runs) {
    std::string text = fmt::format("KTAP version 1\n1..{}\n", runs.size());
    std::size_t number = 0;
    for (const ExportedRun& run : runs)
        text +=
            subtests(run) + result_line(++number, run.name, verdict_of(run), name_of(verdict_of(run)), run);
    return text;
}

} // namespace cloister
