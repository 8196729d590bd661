// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/history/history_text.hpp"

#include "orchestrator/base/quantity.hpp"
#include "orchestrator/base/wrapped.hpp"
#include "orchestrator/report/verdict_lines.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

constexpr std::size_t under_time = 7;

std::string under(const std::string& text) {
    return std::string(under_time, ' ') + wrapped(text, under_time) + "\n";
}

std::string words(const std::vector<std::string>& all) {
    std::string text;
    for (const std::string& each : all)
        text += (text.empty() ? "" : ",") + each;
    return text;
}

std::string run_text(const HistoryRun& run) {
    std::string text = fmt::format("{:>5}  {}  {:<9}  {}", run.run.number, run.run.started,
                                   run.verdict ? name_of(*run.verdict) : "-", quantity(run.trials, "trial"));
    if (run.not_counted > 0)
        text += fmt::format(", {} left out", run.not_counted);
    return text + "\n" + under(words(run.kernels) + " " + words(run.modes) + "; " + run.machine);
}

// Where it lies, in one piece whatever its length.
std::string directory_text(const HistoryRun& run) {
    return std::string(under_time, ' ') + run.run.directory + "\n";
}

std::string extent(const History& history) {
    if (history.runs.size() == history.runs_in_all)
        return quantity(history.runs_in_all, "run") + " in " + history.history + "\n";
    return fmt::format("{} of {} in {}\n", history.runs.size(), quantity(history.runs_in_all, "run"),
                       history.history);
}

std::string claims_text(const HistoryRun& run) {
    if (!run.claims)
        return wrapped("its claims are not kept: it was added before histories kept them. Where its "
                       "directory is, cloister import DIR adds them",
                       0) +
               "\n";
    return run.claims->empty() ? "it claims nothing\n" : verdict_lines(*run.claims, Colour::no);
}

} // namespace

std::string decisive_claims(const HistoryRun& run) {
    constexpr std::size_t most = 2;
    if (!run.claims || !run.verdict || run.verdict == Verdict::upheld)
        return "";
    std::string text;
    std::size_t all = 0;
    for (const ClaimResult& claim : *run.claims)
        if (claim.verdict == run.verdict && ++all <= most)
            text += (text.empty() ? "" : ", ") + claim.id;
    return all > most ? text + ", " + quantity(all - most, "other") : text;
}

std::string history_text(const History& history) {
    std::string text;
    for (const HistoryRun& run : history.runs) {
        text += run_text(run);
        if (const std::string claims = decisive_claims(run); !claims.empty())
            text += under(name_of(*run.verdict) + ": " + claims);
        text += directory_text(run);
    }
    return text + extent(history);
}

std::string run_history_text(const History& history) {
    std::string text;
    for (const HistoryRun& run : history.runs)
        text += run_text(run) + directory_text(run) + "\n" + claims_text(run) + "\n";
    return text + extent(history);
}

} // namespace cloister
