// SPDX-License-Identifier: GPL-2.0-or-later
// The positive control of everything else: what is armed and drained locally must be seen, once each.
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/judge/claims/catalogue.hpp"
#include "orchestrator/judge/claims/drain_cells.hpp"

#include <fmt/format.h>

namespace cloister {
namespace {

ClaimResult judge(const Evidence& evidence) {
    const Trials trials = drain_trials(evidence, "local");
    ClaimResult result;
    result.numbers = {
        {"armed", {static_cast<double>(armed(trials)), "drains"}},
        {"work_items", {static_cast<double>(counted(trials, ArrivalKind::drain_work)), "items"}}};
    if (const std::optional<Unsound> flaw = unsound(trials, "of counted drains in local mode")) {
        result.verdict = flaw->verdict;
        result.reason = flaw->reason;
        return result;
    }
    const std::uint64_t works = counted(trials, ArrivalKind::drain_work);
    const std::uint64_t drains = armed(trials);
    result.reason =
        fmt::format("{} drain work items for {}", grouped(works), quantity(drains, "armed drain"));
    if (const std::optional<Unsound> lack = not_all_armed(trials)) {
        result.verdict = lack->verdict;
        result.reason = lack->reason;
    } else {
        result.verdict = works == drains ? Verdict::upheld : Verdict::refuted;
    }
    return result;
}

} // namespace

Claim local_drains_interrupt() {
    return {"local-drains-interrupt", "local mode interrupts isolated CPUs, once per armed drain",
            [](const Scenario& scenario, const std::vector<Mode>& modes) {
                return drain_needs(scenario, modes, "local");
            },
            judge};
}

} // namespace cloister
