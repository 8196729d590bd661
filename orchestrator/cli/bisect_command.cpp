// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/exit_code.hpp"
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/cli/commands.hpp"
#include "orchestrator/cli/keep_in_history.hpp"
#include "orchestrator/cli/print_report.hpp"
#include "orchestrator/cli/series_walk.hpp"
#include "orchestrator/cost/cost_claims.hpp"
#include "orchestrator/judge/claim.hpp"
#include "orchestrator/series/answers.hpp"
#include "orchestrator/series/bisection.hpp"
#include "orchestrator/series/search_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <utility>

namespace cloister {
namespace {

constexpr std::uint32_t twice = 2;       // repetitions before an answer, unless given
constexpr std::uint32_t most_rounds = 3; // of them, where they do not agree

// nullopt: the user ended it.
using Ask = std::function<std::optional<AnswerWithReason>(SeriesWalk& walk, std::size_t step)>;

std::optional<AnswerWithReason> untestable(const SeriesWalk& walk, std::size_t step) {
    const StepReport& report = walk.report().steps[step];
    if (report.state == StepState::build_failed || !walk.boots(step))
        return AnswerWithReason{Answer::untestable, report.reason.value_or("it does not boot")};
    return std::nullopt;
}

// A claim about a mode that the base does not have is not broken as long as the series has not brought it.
std::optional<AnswerWithReason> not_asked(SeriesWalk& walk, std::uint32_t repeat, const std::string& claim) {
    if (!walk.measure(0, repeat))
        return std::nullopt;
    if (untestable(walk, 0) || !walk.each_repetition(0, claim).empty())
        return answer_of_claim({});
    return AnswerWithReason{Answer::good, "it has not the mode that the claim is about, nor has the base"};
}

std::optional<AnswerWithReason> ask_claim(SeriesWalk& walk, std::size_t step, const std::string& claim,
                                          std::uint32_t repeat) {
    AnswerWithReason answer;
    std::vector<ClaimResult> results;
    for (std::uint32_t round = 1; round <= most_rounds; ++round) {
        if (!walk.measure(step, round * repeat))
            return std::nullopt;
        if (std::optional<AnswerWithReason> none = untestable(walk, step))
            return none;
        results = walk.each_repetition(step, claim);
        if (results.empty())
            return not_asked(walk, repeat, claim);
        answer = answer_of_claim(results);
        if (answer.answer != Answer::unclear)
            return answer;
    }
    return settled(answer, results);
}

// Against the base, which is counted first; answer: of what was counted.
std::optional<AnswerWithReason> counted(SeriesWalk& walk, std::size_t step,
                                        const std::function<AnswerWithReason()>& answer) {
    for (const std::size_t each : {std::size_t{0}, step}) {
        if (!walk.count(each))
            return std::nullopt;
        if (const StepReport& report = walk.report().steps[each]; report.state == StepState::build_failed)
            return AnswerWithReason{Answer::untestable, report.reason.value_or("it does not build")};
    }
    return answer();
}

std::optional<AnswerWithReason> ask_cost(SeriesWalk& walk, std::size_t step, const CostQuestion& question) {
    return counted(walk, step, [&] {
        return answer_of_cost(question, walk.report().steps[0], walk.report().steps[step]);
    });
}

std::optional<AnswerWithReason> ask_cost_claim(SeriesWalk& walk, std::size_t step, const std::string& claim) {
    return counted(walk, step, [&] { return answer_of_cost_claim(claim, walk.claims_of_costs(step)); });
}

struct Search {
    std::string question;
    Ask ask;
};

Search search_of(const RunOptions& options, const SeriesOptions& asked) {
    if (!asked.cost.empty()) {
        CostQuestion question = parse_cost_question(asked.cost);
        question.by = asked.by;
        question.mode = options.modes;
        return {question_text(question),
                [question](SeriesWalk& walk, std::size_t step) { return ask_cost(walk, step, question); }};
    }
    if (!asked.cost_claim.empty())
        return {"the claim " + asked.cost_claim,
                [claim = asked.cost_claim](SeriesWalk& walk, std::size_t step) {
                    return ask_cost_claim(walk, step, claim);
                }};
    const std::string claim = claim_named(options.claims).id;
    const std::uint32_t repeat = options.repeat.value_or(twice);
    return {"the claim " + claim, [claim, repeat](SeriesWalk& walk, std::size_t step) {
                return ask_claim(walk, step, claim, repeat);
            }};
}

// What the search needs of each step, and no more.
void narrow(RunOptions& options, SeriesOptions& asked) {
    if (options.claims.empty() == asked.cost.empty())
        throw LabError(
            Fault::wrong_use, "cli",
            "what makes a step bad? Give --claim, as remote-drains-are-silent, or --cost, as anon-fault");
    asked.searches = true;
    if (is_cost_claim(options.claims))
        asked.cost_claim = std::exchange(options.claims, "");
    if (asked.cost.empty())
        return;
    if (asked.by == 0)
        throw LabError(Fault::wrong_use, "cli", "--by 0: every cost has moved by that; from 1 on");
    asked.operations = {parse_cost_question(asked.cost).operation};
    if (options.modes.empty())
        options.modes = "local";
    if (options.modes.find(',') != std::string::npos)
        throw LabError(Fault::wrong_use, "cli", "--cost is asked in one mode: --modes local, or another");
}

// False: the user ended it.
bool search_steps(SeriesWalk& walk, const Search& search, SearchForBad& found) {
    Bisection bisection(walk.steps());
    while (const std::optional<std::size_t> step = bisection.next()) {
        const std::optional<AnswerWithReason> answer = search.ask(walk, *step);
        if (!answer)
            return false;
        bisection.answer(answer->answer);
        found.asked.push_back({*step, answer->answer, answer->reason});
        walk.tell(found);
    }
    found.candidates = bisection.candidates();
    walk.tell(found);
    return true;
}

// 0 none is bad, 1 it is known which, 2 it is not.
int exit_code(const SearchForBad& found) {
    const bool tested = std::any_of(found.asked.begin(), found.asked.end(),
                                    [](const AskedStep& each) { return each.answer != Answer::untestable; });
    return !tested || found.candidates.size() > 1 ? 2 : static_cast<int>(found.candidates.size());
}

} // namespace

int bisect_command(RunOptions options, SeriesOptions asked, const std::vector<std::string>& words) {
    narrow(options, asked);
    const Search search = search_of(options, asked);
    SeriesWalk walk(options, asked, words);
    SearchForBad found;
    found.question = search.question;
    bool whole = false;
    try {
        whole = search_steps(walk, search, found);
    } catch (...) {
        walk.abandon_if_empty();
        throw;
    }
    walk.fall_silent();
    keep_in_history(options, walk.directory());
    if (!options.quiet)
        fmt::print("{}record {}\n", search_text(walk.report()), walk.directory().path().string());
    if (!options.json.empty())
        print_document(walk.report(), options.json);
    if (whole)
        return exit_code(found);
    fmt::print(stderr, "cloister: interrupted; the same command with -o {} goes on\n",
               walk.directory().path().string());
    return interrupted_exit;
}

} // namespace cloister
