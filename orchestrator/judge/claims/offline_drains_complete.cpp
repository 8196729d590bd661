// SPDX-License-Identifier: GPL-2.0-or-later
// A CPU that goes offline leaves nobody to drain it: page_alloc_cpu_dead(), mm/page_alloc.c, empties its
// batches, and what it forgets is on no LRU until somebody drains all CPUs that there may be.
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/judge/claims/catalogue.hpp"
#include "orchestrator/judge/claims/drain_cells.hpp"
#include "orchestrator/plan/workload_names.hpp"

#include <fmt/format.h>

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
    const Trials trials =
        trials_where(evidence, [](const TrialSpec& spec) { return takes_cpus(spec.disturber); });
    ClaimResult result;
    result.numbers = {{"armed", {static_cast<double>(armed(trials)), "pages"}},
                      {"completed", {static_cast<double>(completed(trials)), "pages"}}};
    result.reason = fmt::format("{} of {} armed pages reached the LRU as their CPU went",
                                grouped(completed(trials)), grouped(armed(trials)));
    if (const std::optional<Unsound> flaw = unsound(trials, "of CPUs that go offline")) {
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

Claim offline_drains_complete() {
    return {"offline-drains-complete",
            "what is armed on a CPU that goes offline is on the LRU once it is gone", needs, judge};
}

} // namespace cloister
