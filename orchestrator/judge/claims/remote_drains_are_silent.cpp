// SPDX-License-Identifier: GPL-2.0-or-later
// Zero is believed only beside a positive control, and only where the drains did their work.
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/judge/claims/catalogue.hpp"
#include "orchestrator/judge/claims/drain_cells.hpp"

#include <fmt/format.h>

namespace cloister {
namespace {

struct Silence {
    std::uint64_t drains = 0;
    std::uint64_t done = 0;
    DrainArrivals arrivals;
    std::uint64_t control = 0; // drain work items seen in local mode by the same probes
};

void conclude(const Silence& seen, const Trials& trials, ClaimResult& result) {
    if (seen.arrivals.any()) {
        result.verdict = Verdict::refuted;
        result.reason = seen.arrivals.caused();
    } else if (seen.done < seen.drains) {
        result.verdict = Verdict::refuted;
        result.reason = fmt::format("silent because it does not work: {} of {} armed drains completed",
                                    grouped(seen.done), grouped(seen.drains));
    } else if (const std::optional<Unsound> lack = not_all_armed(trials)) {
        result.verdict = lack->verdict;
        result.reason = lack->reason;
    } else if (seen.arrivals.unexplained > 0) {
        result.verdict = Verdict::undecided;
        result.reason = seen.arrivals.not_explained();
    } else if (seen.control == 0) {
        result.verdict = Verdict::undecided;
        result.reason = "no positive control: measure local mode in the same run (--modes local,remote)";
    } else {
        result.verdict = Verdict::upheld;
        result.reason = fmt::format("0 of {}; {}", grouped(seen.drains), bound_of_none(seen.drains));
    }
}

ClaimResult judge(const Evidence& evidence) {
    const Trials trials = drain_trials(evidence, "remote");
    const Trials control = drain_trials(evidence, "local");
    Silence seen;
    seen.drains = armed(trials);
    seen.done = completed(trials);
    seen.arrivals = drain_arrivals(trials);
    if (!unsound(control, "in local mode"))
        seen.control = counted(control, ArrivalKind::drain_work);
    ClaimResult result;
    result.numbers = {{"armed", {static_cast<double>(seen.drains), "drains"}},
                      {"work_items", {static_cast<double>(seen.arrivals.works), "items"}},
                      {"ipis", {static_cast<double>(seen.arrivals.ipis), "IPIs"}},
                      {"task_switches", {static_cast<double>(seen.arrivals.switches), "switches"}}};
    if (const std::optional<Unsound> flaw = unsound(trials, "of counted drains in remote mode")) {
        result.verdict = flaw->verdict;
        result.reason = flaw->reason;
    } else {
        conclude(seen, trials, result);
    }
    return result;
}

} // namespace

Claim remote_drains_are_silent() {
    return {"remote-drains-are-silent",
            "in remote mode drains cause 0 work items, 0 IPIs and 0 task switches on isolated CPUs",
            [](const Scenario& scenario, const std::vector<Mode>& modes) {
                std::vector<TrialNeed> needs = drain_needs(scenario, modes, "remote");
                const std::vector<TrialNeed> control = drain_needs(scenario, modes, "local");
                if (!needs.empty())
                    needs.insert(needs.begin(), control.begin(), control.end());
                return needs;
            },
            judge};
}

} // namespace cloister
