// SPDX-License-Identifier: GPL-2.0-or-later
// Silence without work is no success: what was off the LRU before a drain must be on it after.
#include "orchestrator/judge/claims/catalogue.hpp"
#include "orchestrator/judge/claims/drain_cells.hpp"

namespace cloister {
namespace {

Trials in_all_modes(const Evidence& evidence) {
    return trials_where(evidence, [](const TrialSpec& spec) {
        return drains_in(spec, "local") || drains_in(spec, "remote");
    });
}

ClaimResult judge(const Evidence& evidence) {
    return all_reached_lru(in_all_modes(evidence), "of counted drains", "");
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
