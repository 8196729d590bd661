// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/judge/claims/drain_cells.hpp"

#include "orchestrator/plan/workload_names.hpp"

namespace cloister {

std::vector<TrialNeed> drain_needs(const Scenario& scenario, const std::vector<Mode>& modes,
                                   const std::string& way) {
    if (subject_kind(scenario.subject) != SubjectKind::arms ||
        disturber_kind(scenario.disturber) != DisturberKind::drains)
        return {};
    std::vector<TrialNeed> needs;
    for (const Mode& mode : modes)
        if (mode.read_back.expect == way)
            needs.push_back({mode.name, scenario.subject, scenario.disturber});
    return needs;
}

Trials drain_trials(const Evidence& evidence, const std::string& way) {
    return trials_where(evidence, [&](const TrialSpec& spec) { return drains_in(spec, way); });
}

} // namespace cloister
