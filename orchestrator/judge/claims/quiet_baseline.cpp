// SPDX-License-Identifier: GPL-2.0-or-later
// An idle window: with nobody pressing on memory, nothing arrives.
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/judge/claims/catalogue.hpp"

#include <fmt/format.h>

namespace cloister {
namespace {

std::uint64_t arrivals(const Trials& trials) {
    std::uint64_t total = 0;
    for (const auto& [kind, name] : EnumNames<ArrivalKind>::table)
        total += counted(trials, kind);
    return total;
}

double seconds(const Trials& trials) {
    std::chrono::duration<double> total{0};
    for (const JudgedTrial* trial : trials)
        if (const auto& measurement = trial->record.measurement)
            total += measurement->window_closed - measurement->window_opened;
    return total.count();
}

ClaimResult judge(const Evidence& evidence) {
    const Trials trials = trials_where(evidence, is_quiet);
    ClaimResult result;
    result.numbers = {{"arrivals", {static_cast<double>(arrivals(trials)), "arrivals"}},
                      {"window", {seconds(trials), "s"}}};
    result.reason = fmt::format("{} in {:.0f} s on isolated CPUs", quantity(arrivals(trials), "arrival"),
                                seconds(trials));
    if (const std::optional<Unsound> flaw = unsound(trials, "with no disturber")) {
        result.verdict = flaw->verdict;
        result.reason = flaw->reason;
    } else {
        result.verdict = arrivals(trials) == 0 ? Verdict::upheld : Verdict::refuted;
    }
    return result;
}

} // namespace

Claim quiet_baseline() {
    return {"quiet-baseline", "with no disturber nothing arrives on isolated CPUs",
            [](const Scenario&, const std::vector<Mode>& modes) {
                std::vector<TrialNeed> needs;
                for (const Mode& mode : modes)
                    needs.push_back({mode.name, "spin", "none"});
                return needs;
            },
            judge};
}

} // namespace cloister
