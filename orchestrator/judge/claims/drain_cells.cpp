// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/judge/claims/drain_cells.hpp"

#include "orchestrator/base/quantity.hpp"
#include "orchestrator/plan/workload_names.hpp"

#include <fmt/format.h>

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

std::optional<Unsound> not_all_armed(const Trials& trials) {
    const std::uint64_t drains = armed(trials);
    if (drains > 0 && drains == wanted(trials))
        return std::nullopt;
    return Unsound{Verdict::undecided, fmt::format("{} of {} wanted drains were armed", grouped(drains),
                                                   grouped(wanted(trials)))};
}

ClaimResult all_reached_lru(const Trials& trials, const std::string& kind, const std::string& how) {
    ClaimResult result;
    result.numbers = {{"armed", {static_cast<double>(armed(trials)), "pages"}},
                      {"completed", {static_cast<double>(completed(trials)), "pages"}}};
    result.reason = fmt::format("{} of {} armed pages reached the LRU{}", grouped(completed(trials)),
                                grouped(armed(trials)), how);
    if (const std::optional<Unsound> flaw = unsound(trials, kind)) {
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

DrainArrivals drain_arrivals(const Trials& trials) {
    DrainArrivals seen;
    seen.works = counted(trials, ArrivalKind::drain_work);
    seen.ipis = drain_caused(trials, ArrivalKind::ipi);
    seen.switches = drain_caused(trials, ArrivalKind::task_switch);
    for (const JudgedTrial* trial : trials)
        if (trial->observation)
            seen.unexplained += trial->observation->without_known_sender;
    return seen;
}

std::string DrainArrivals::caused() const {
    return fmt::format("drains caused {}, {} and {} on isolated CPUs", quantity(works, "work item"),
                       quantity(ipis, "IPI"), quantity(switches, "task switch", "task switches"));
}

std::string DrainArrivals::not_explained() const {
    return fmt::format("{} whose sender the trace does not show", quantity(unexplained, "arrival"));
}

// Rule of three: 0 of N bounds the rate by 3/N at 95 % (Hanley and Lippman-Hand, JAMA 1983).
std::string bound_of_none(std::uint64_t number) {
    return fmt::format("at most {:.2g} % at 95 % confidence", 300.0 / static_cast<double>(number));
}

} // namespace cloister
