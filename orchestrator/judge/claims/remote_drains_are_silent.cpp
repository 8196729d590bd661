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
    std::uint64_t works = 0;
    std::uint64_t ipis = 0;
    std::uint64_t switches = 0;
    std::uint64_t unexplained = 0;
    std::uint64_t control = 0; // drain work items seen in local mode by the same probes

    bool broken() const { return works + ipis + switches > 0; }
};

void conclude(const Silence& seen, std::uint64_t wanted_drains, ClaimResult& result) {
    if (seen.broken()) {
        result.verdict = Verdict::refuted;
        result.reason =
            fmt::format("drains caused {}, {} and {} on isolated CPUs", quantity(seen.works, "work item"),
                        quantity(seen.ipis, "IPI"), quantity(seen.switches, "task switch", "task switches"));
    } else if (seen.done < seen.drains) {
        result.verdict = Verdict::refuted;
        result.reason = fmt::format("silent because it does not work: {} of {} armed drains completed",
                                    grouped(seen.done), grouped(seen.drains));
    } else if (seen.drains == 0 || seen.drains != wanted_drains) {
        result.verdict = Verdict::undecided;
        result.reason =
            fmt::format("{} of {} wanted drains were armed", grouped(seen.drains), grouped(wanted_drains));
    } else if (seen.unexplained > 0) {
        result.verdict = Verdict::undecided;
        result.reason =
            fmt::format("{} whose sender the trace does not show", quantity(seen.unexplained, "arrival"));
    } else if (seen.control == 0) {
        result.verdict = Verdict::undecided;
        result.reason = "no positive control: measure local mode in the same run (--modes local,remote)";
    } else {
        result.verdict = Verdict::upheld;
        // Rule of three: 0 of N bounds the rate by 3/N at 95 % (Hanley and Lippman-Hand, JAMA 1983).
        result.reason = fmt::format("0 of {}; at most {:.2g} % at 95 % confidence", grouped(seen.drains),
                                    300.0 / static_cast<double>(seen.drains));
    }
}

ClaimResult judge(const Evidence& evidence) {
    const Trials trials = drain_trials(evidence, "remote");
    const Trials control = drain_trials(evidence, "local");
    Silence seen;
    seen.drains = armed(trials);
    seen.done = completed(trials);
    seen.works = counted(trials, ArrivalKind::drain_work);
    seen.ipis = drain_caused(trials, ArrivalKind::ipi);
    seen.switches = drain_caused(trials, ArrivalKind::task_switch);
    for (const JudgedTrial* trial : trials)
        if (trial->observation)
            seen.unexplained += trial->observation->without_known_sender;
    if (!unsound(control, "in local mode"))
        seen.control = counted(control, ArrivalKind::drain_work);
    ClaimResult result;
    result.numbers = {{"armed", {static_cast<double>(seen.drains), "drains"}},
                      {"work_items", {static_cast<double>(seen.works), "items"}},
                      {"ipis", {static_cast<double>(seen.ipis), "IPIs"}},
                      {"task_switches", {static_cast<double>(seen.switches), "switches"}}};
    if (const std::optional<Unsound> flaw = unsound(trials, "of counted drains in remote mode")) {
        result.verdict = flaw->verdict;
        result.reason = flaw->reason;
    } else {
        conclude(seen, wanted(trials), result);
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
