// SPDX-License-Identifier: GPL-2.0-or-later
// A CPU that goes offline leaves nobody to drain it: page_alloc_cpu_dead(), mm/page_alloc.c, empties its
// batches, and what it forgets is on no LRU until somebody drains all CPUs that there may be.
#include "orchestrator/judge/claims/catalogue.hpp"
#include "orchestrator/judge/claims/drain_cells.hpp"
#include "orchestrator/plan/workload_names.hpp"

namespace cloister {
namespace {

bool takes_cpus(const std::string& disturber) {
    return disturber_kind(disturber) == DisturberKind::takes_cpus;
}

std::vector<TrialNeed> needs(const Scenario& scenario, const std::vector<Mode>& modes) {
    std::vector<TrialNeed> needs;
    if (takes_cpus(scenario.disturber) && subject_kind(scenario.subject) == SubjectKind::arms)
        for (const Mode& mode : modes)
            needs.push_back({mode.name, scenario.subject, scenario.disturber});
    return needs;
}

ClaimResult judge(const Evidence& evidence) {
    return all_reached_lru(
        trials_where(evidence, [](const TrialSpec& spec) { return takes_cpus(spec.disturber); }),
        "of CPUs that go offline", " as their CPU went");
}

} // namespace

Claim offline_drains_complete() {
    return {"offline-drains-complete",
            "what is armed on a CPU that goes offline is on the LRU once it is gone", needs, judge};
}

} // namespace cloister
