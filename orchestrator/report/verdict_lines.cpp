// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/verdict_lines.hpp"

#include "orchestrator/base/wrapped.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {

std::string verdict_word(Verdict verdict, Colour colour) {
    std::string word = fmt::format("{:<11}", name_of(verdict));
    if (colour == Colour::no)
        return word;
    const int code = verdict == Verdict::upheld ? 32 : verdict == Verdict::refuted ? 31 : 33;
    return fmt::format("\x1b[{}m{}\x1b[0m", code, word);
}

std::string verdict_lines(const std::vector<ClaimResult>& claims, Colour colour) {
    std::size_t longest = 0;
    for (const ClaimResult& claim : claims)
        longest = std::max(longest, claim.id.size());
    std::string lines;
    for (const ClaimResult& claim : claims) {
        const std::size_t indent = 11 + longest + 2;
        lines += verdict_word(claim.verdict, colour) + fmt::format("{:<{}}", claim.id, longest + 2) +
                 wrapped(claim.reason, indent, indent) + "\n";
    }
    return lines;
}

} // namespace cloister
