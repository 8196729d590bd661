// SPDX-License-Identifier: GPL-2.0-or-later
// The testbed's own claim: what it saw is all there was. That the kernel's counters agree is demanded of
// every claim's trials (judge/evidence.cpp).
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/judge/claims/catalogue.hpp"
#include "orchestrator/judge/claims/drain_cells.hpp"
#include "orchestrator/plan/workload_names.hpp"
#include "results-schema/own_program.hpp"

#include <fmt/format.h>

namespace cloister {
namespace {

struct Account {
    std::uint64_t interruptions = 0;
    std::uint64_t without_cause = 0;
    std::uint64_t watched =
        0; // interruptions that a subject could notice, while it had room to keep its gaps
    std::uint64_t unnoticed = 0;
    std::uint64_t gaps = 0;
    std::uint64_t without_event = 0;
    std::chrono::duration<double> host_waited{0}; // of the isolated vCPUs
};

// A storm is in the kernel by itself nearly all the time, and notices nothing. What a program of the user's
// notices it keeps to itself.
Trials watched_trials(const Evidence& evidence) {
    return trials_where(evidence, [](const TrialSpec& spec) {
        const SubjectKind kind = subject_kind(spec.subject);
        return kind == SubjectKind::spins || kind == SubjectKind::arms || kind == SubjectKind::program;
    });
}

Account account(const Trials& trials) {
    Account sum;
    for (const JudgedTrial* trial : trials) {
        if (!trial->observation)
            continue;
        for (const auto& [cpu, waited] : trial->record.machine.waited)
            if (trial->record.spec.isolated.contains(cpu))
                sum.host_waited += waited;
        sum.interruptions += trial->observation->interruption_counts.all();
        sum.without_cause += trial->observation->interruption_counts.without_cause();
        for (const GapAccount& gaps : trial->observation->gaps) {
            sum.watched += gaps.interruptions - gaps.too_short - gaps.during_own_work;
            sum.unnoticed += gaps.unnoticed;
            sum.gaps += gaps.gaps;
            sum.without_event += gaps.gaps - gaps.explained;
        }
    }
    return sum;
}

// Empty where the host did not count it.
std::string waited(const Account& sum) {
    return sum.host_waited.count() == 0
               ? ""
               : fmt::format(", which let the vCPUs wait for {:.1f} s", sum.host_waited.count());
}

std::string noticed(const Trials& trials, const Account& sum) {
    for (const JudgedTrial* trial : trials)
        if (trial->record.spec.subject_command)
            return fmt::format("whether {} noticed them only its own figures tell",
                               short_name(trial->record.spec.subject));
    return fmt::format("the subjects noticed all {} that they could; {} are the host's{}",
                       grouped(sum.watched), quantity(sum.without_event, "other gap"), waited(sum));
}

ClaimResult judge(const Evidence& evidence) {
    const Trials trials = watched_trials(evidence);
    const Account sum = account(trials);
    ClaimResult result;
    result.numbers = {{"interruptions", {static_cast<double>(sum.interruptions), "interruptions"}},
                      {"without_cause", {static_cast<double>(sum.without_cause), "interruptions"}},
                      {"watched", {static_cast<double>(sum.watched), "interruptions"}},
                      {"unnoticed", {static_cast<double>(sum.unnoticed), "interruptions"}},
                      {"gaps", {static_cast<double>(sum.gaps), "gaps"}},
                      {"gaps_without_event", {static_cast<double>(sum.without_event), "gaps"}},
                      {"host_waited", {sum.host_waited.count(), "s"}}};
    if (const std::optional<Unsound> flaw = unsound(trials, "with a subject that watches")) {
        result.verdict = flaw->verdict;
        result.reason = flaw->reason;
    } else if (sum.without_cause > 0) {
        result.verdict = Verdict::refuted;
        result.reason = fmt::format("nobody is known to have caused {} of {}", grouped(sum.without_cause),
                                    quantity(sum.interruptions, "interruption"));
    } else if (sum.unnoticed > 0) {
        result.verdict = Verdict::refuted;
        result.reason = fmt::format("the subjects did not notice {} of {}", grouped(sum.unnoticed),
                                    quantity(sum.watched, "interruption"));
    } else {
        result.verdict = Verdict::upheld;
        result.reason = fmt::format("{}, each with its cause and counted by the kernel; {}",
                                    quantity(sum.interruptions, "interruption"), noticed(trials, sum));
    }
    return result;
}

} // namespace

Claim nothing_unexplained() {
    return {"nothing-unexplained",
            "each interruption has a cause, the subject noticed it, and the kernel counted the same",
            [](const Scenario& scenario, const std::vector<Mode>& modes) {
                if (runs_program(scenario)) {
                    std::vector<TrialNeed> with_program;
                    for (const Mode& mode : modes)
                        with_program.push_back({mode.name, scenario.subject, scenario.disturber});
                    return with_program;
                }
                std::vector<TrialNeed> needs = drain_needs(scenario, modes, "local");
                for (const TrialNeed& need : drain_needs(scenario, modes, "remote"))
                    needs.push_back(need);
                for (const Mode& mode : modes)
                    needs.push_back({mode.name, "spin", "none"});
                return needs;
            },
            judge};
}

} // namespace cloister
