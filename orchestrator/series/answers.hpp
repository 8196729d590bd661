// SPDX-License-Identifier: GPL-2.0-or-later
// What one step's evidence says to a search for the first bad one. A claim is judged in each repetition by
// itself: a refutation counts once it has come again, so that one flake in many windows blames nobody.
// Runs on: host. Pure.
#pragma once

#include "results-schema/series.hpp"

#include <optional>

namespace cloister {

struct AnswerWithReason {
    Answer answer = Answer::untestable;
    std::string reason;
};

// results: of one claim, each repetition's. unclear: refuted once, or never decided; more of the same may
// tell.
AnswerWithReason answer_of_claim(const std::vector<ClaimResult>& results);
// The last word, where no more is measured.
AnswerWithReason settled(AnswerWithReason answer, const std::vector<ClaimResult>& results);

enum class CostFigure { instructions, locked, cache_lines };

template <>
struct EnumNames<CostFigure> {
    static constexpr std::array<std::pair<CostFigure, std::string_view>, 3> table{{
        {CostFigure::instructions, "instructions"},
        {CostFigure::locked, "locked"},
        {CostFigure::cache_lines, "cache_lines"},
    }};
};

struct CostQuestion {
    std::string operation;
    CostFigure figure = CostFigure::instructions;
    std::string mode;
    std::uint64_t by = 1; // it has moved where it differs from the base's by as much
};

// "anon-fault:locked"; without a figure its instructions. Throws LabError{wrong_use}.
CostQuestion parse_cost_question(const std::string& text);
std::string question_text(const CostQuestion& question);

// claims: what a step's costs prove against the base's. One that is not among them cannot be asked yet.
AnswerWithReason answer_of_cost_claim(const std::string& id, const std::vector<ClaimResult>& claims);

AnswerWithReason answer_of_cost(const CostQuestion& question, const StepReport& base, const StepReport& step);

} // namespace cloister
