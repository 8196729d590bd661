// SPDX-License-Identifier: GPL-2.0-or-later
// Silence without work is no success: what was off the LRU before a drain must be on it after.
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/judge/claims/catalogue.hpp"
#include "orchestrator/judge/claims/drain_cells.hpp"

#include <fmt/format.h>

namespace cloister {
namespace {

Trials in_all_modes(const Evidence& evidence) {
    return trials_where(evidence, [](const TrialSpec& spec) {
        return drains_in(spec, "local") || drains_in(spec, "remote");
    });
}

ClaimResult judge(const Evidence& evidence) {
    const Trials trials = in_all_modes(evidence);
    ClaimResult result;
    result.numbers = {{"armed", {static_cast<double>(armed(trials)), "pages"}},
                      {"completed", {static_cast<double>(completed(trials)), "pages"}}};
    result.reason = fmt::format("{} of {} armed pages reached the LRU", grouped(completed(trials)),
                                grouped(armed(trials)));
    if (const std::optional<Unsound> flaw = unsound(trials, "of counted drains")) {
        result.verdict = flaw->verdict;
        result.reason = flaw->reason;
    } else if (completed(trials) < armed(trials)) {
        result.verdict = Verdict::refuted;
    } else if (const std::optional<Unsound> lack = not_all_armed(trials)) {
        result.verdict = lack->verdict;
        result.reason = lack->reason;
    } else {
        result.verdict = Verdict::upheld;
    }
    return result;
}

} // namespace

Claim drains_complete() {
    return {"drains-complete", "what was armed before a drain is on the LRU after it, in both modes",
            [](const Scenario& scenario, const std::vector<Mode>& modes) {
                std::vector<TrialNeed> needs = drain_needs(scenario, modes, "local");
                const std::vector<TrialNeed> remote = drain_needs(scenario, modes, "remote");
                needs.insert(needs.end(), remote.begin(), remote.end());
                return needs;
            },
            judge};
}

} // namespace cloister
