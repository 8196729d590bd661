// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/series/answers.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/nearest_name.hpp"
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/series/looked_up.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

std::size_t number_of(const std::vector<ClaimResult>& results, Verdict verdict) {
    return static_cast<std::size_t>(std::count_if(
        results.begin(), results.end(), [&](const ClaimResult& each) { return each.verdict == verdict; }));
}

// Of the first with that verdict.
std::string reason_of(const std::vector<ClaimResult>& results, Verdict verdict) {
    for (const ClaimResult& result : results)
        if (result.verdict == verdict)
            return result.reason;
    return "";
}

std::string refutations(const std::vector<ClaimResult>& results, std::size_t refuted) {
    return fmt::format("refuted in {} of {}: {}", refuted, quantity(results.size(), "repetition"),
                       reason_of(results, Verdict::refuted));
}

std::uint64_t figure_of(const StepCost& cost, CostFigure figure) {
    switch (figure) {
    case CostFigure::instructions:
        return cost.instructions;
    case CostFigure::locked:
        return cost.locked;
    case CostFigure::cache_lines:
        return cost.cache_lines;
    }
    return 0;
}

std::string words_of(CostFigure figure) {
    return figure == CostFigure::cache_lines ? "cache lines"
           : figure == CostFigure::locked    ? "locked instructions"
                                             : "instructions";
}

std::optional<std::string> flaw_of(const StepCost* cost) {
    if (cost == nullptr)
        return "it was not counted";
    return cost->invalid;
}

} // namespace

AnswerWithReason answer_of_claim(const std::vector<ClaimResult>& results) {
    const std::size_t refuted = number_of(results, Verdict::refuted);
    const std::size_t upheld = number_of(results, Verdict::upheld);
    if (results.empty())
        return {Answer::untestable, "the claim cannot be asked in the modes that it has"};
    if (refuted > 1)
        return {Answer::bad, refutations(results, refuted)};
    if (refuted == 1)
        return {Answer::unclear, refutations(results, refuted)};
    if (upheld > 0)
        return {Answer::good,
                fmt::format("upheld in {} of {}", upheld, quantity(results.size(), "repetition"))};
    return {Answer::unclear, results.front().reason};
}

AnswerWithReason settled(AnswerWithReason answer, const std::vector<ClaimResult>& results) {
    if (answer.answer != Answer::unclear)
        return answer;
    // Refuted once and never again, or never decided.
    answer.answer = number_of(results, Verdict::upheld) > 1 ? Answer::good : Answer::untestable;
    return answer;
}

CostQuestion parse_cost_question(const std::string& text) {
    CostQuestion question;
    const std::size_t colon = std::min(text.find(':'), text.size());
    question.operation = text.substr(0, colon);
    if (colon == text.size())
        return question;
    const std::string figure = text.substr(colon + 1);
    const std::optional<CostFigure> found = value_named<CostFigure>(figure);
    if (!found)
        throw LabError(Fault::wrong_use, "plan",
                       "--cost: " +
                           unknown_name("figure", figure, {"instructions", "locked", "cache_lines"}));
    question.figure = *found;
    return question;
}

std::string question_text(const CostQuestion& question) {
    return fmt::format("{} of {} in {} mode, moved by {} or more", words_of(question.figure),
                       question.operation, question.mode, question.by);
}

AnswerWithReason answer_of_cost_claim(const std::string& id, const std::vector<ClaimResult>& claims) {
    for (const ClaimResult& claim : claims) {
        if (claim.id != id)
            continue;
        const Answer answer = claim.verdict == Verdict::upheld    ? Answer::good
                              : claim.verdict == Verdict::refuted ? Answer::bad
                                                                  : Answer::untestable;
        return {answer, claim.reason};
    }
    return {Answer::good, "it has nothing yet that the claim is about"};
}

AnswerWithReason answer_of_cost(const CostQuestion& question, const StepReport& base,
                                const StepReport& step) {
    const StepCost* before = cost_of(base, question.operation, question.mode);
    const StepCost* now = cost_of(step, question.operation, question.mode);
    if (const std::optional<std::string> flaw = flaw_of(now))
        return {Answer::untestable, *flaw};
    if (const std::optional<std::string> flaw = flaw_of(before))
        return {Answer::untestable, "of the base: " + *flaw};
    const std::uint64_t from = figure_of(*before, question.figure);
    const std::uint64_t to = figure_of(*now, question.figure);
    const std::uint64_t moved = to > from ? to - from : from - to;
    return {moved >= question.by ? Answer::bad : Answer::good,
            fmt::format("{} {}, {} in the base", grouped(to), words_of(question.figure), grouped(from))};
}

} // namespace cloister
