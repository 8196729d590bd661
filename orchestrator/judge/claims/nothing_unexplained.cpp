// SPDX-License-Identifier: GPL-2.0-or-later
// The testbed's own claim: what it saw is all there was. That the kernel's counters agree is demanded of
// every claim's trials (judge/evidence.cpp).
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/judge/claims/catalogue.hpp"
#include "orchestrator/judge/claims/drain_cells.hpp"
#include "orchestrator/judge/gaps_of_trials.hpp"
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
    GapsOfTrials gaps;
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
    sum.gaps = gaps_of(trials);
    for (const JudgedTrial* trial : trials) {
        if (!trial->observation)
            continue;
        sum.interruptions += trial->observation->interruption_counts.all();
        sum.without_cause += trial->observation->interruption_counts.without_cause();
        for (const GapAccount& gaps : trial->observation->gaps) {
            sum.watched += gaps.interruptions - gaps.too_short - gaps.during_own_work;
            sum.unnoticed += gaps.unnoticed;
        }
    }
    return sum;
}

std::string noticed(const Trials& trials, const Account& sum) {
    for (const JudgedTrial* trial : trials)
        if (trial->record.spec.subject_command)
            return fmt::format("whether {} noticed them only its own figures tell",
                               short_name(trial->record.spec.subject));
    return fmt::format("the subjects noticed all {} that they could; {}", grouped(sum.watched),
                       gaps_words(sum.gaps));
}

Number gaps_number(const Account& sum, GapMaker maker) {
    return {static_cast<double>(number_of(sum.gaps.sums, maker)), "gaps"};
}

// Under a KVM that works: what is neither the guest's nor the host's should not be. Nothing is known to be
// wrong either: an interrupt of the host's own, or of its firmware, is no switch. So more, or a quieter host,
// would decide.
std::optional<std::string> unexplained_gaps(const Account& sum) {
    if (sum.gaps.unexplained_under_kvm > 0)
        return fmt::format("{} the guest nor the host's scheduler is known to have made: interrupts of the "
                           "host's own? keep them off the vCPUs' CPUs, and see cloister explain",
                           quantity(sum.gaps.unexplained_under_kvm, "gap neither", "gaps neither"));
    if (sum.gaps.unwatched_under_kvm > 0)
        return fmt::format("whether the host made {} without an interruption was not seen: {}",
                           quantity(sum.gaps.unwatched_under_kvm, "gap"), sum.gaps.why_unwatched);
    return std::nullopt;
}

ClaimResult judge(const Evidence& evidence) {
    const Trials trials = watched_trials(evidence);
    const Account sum = account(trials);
    ClaimResult result;
    result.numbers = {
        {"interruptions", {static_cast<double>(sum.interruptions), "interruptions"}},
        {"without_cause", {static_cast<double>(sum.without_cause), "interruptions"}},
        {"watched", {static_cast<double>(sum.watched), "interruptions"}},
        {"unnoticed", {static_cast<double>(sum.unnoticed), "interruptions"}},
        {"gaps_interruption", gaps_number(sum, GapMaker::interruption)},
        {"gaps_host_preempted", gaps_number(sum, GapMaker::host_preempted)},
        {"gaps_host_waiting", gaps_number(sum, GapMaker::host_waiting)},
        {"gaps_unexplained", gaps_number(sum, GapMaker::unexplained)},
        {"host_absences", {static_cast<double>(sum.gaps.absences.number), "switches"}},
        {"host_absences_unnoticed", {static_cast<double>(sum.gaps.absences.unnoticed), "switches"}},
        {"host_away", {std::chrono::duration<double>(sum.gaps.absences.together).count(), "s"}},
        {"clock_error", {std::chrono::duration<double, std::micro>(sum.gaps.clock_error).count(), "µs"}}};
    if (sum.gaps.unwatched > 0)
        result.numbers["host_waited"] = {sum.gaps.waited.count(), "s"};
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
    } else if (const std::optional<std::string> gaps = unexplained_gaps(sum)) {
        result.verdict = Verdict::undecided;
        result.reason = *gaps;
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
