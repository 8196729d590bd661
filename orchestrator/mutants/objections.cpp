// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/mutants/objections.hpp"

#include "orchestrator/calibrate/calibrate.hpp"
#include "orchestrator/judge/claim.hpp"
#include "orchestrator/mutants/mutant.hpp"

#include <algorithm>

namespace cloister {
namespace {

bool is_absent(const TrialRecord& record, const AbsentWorkloads& absent) {
    return why_absent(record) && absent.contains({record.spec.subject, record.spec.disturber});
}

void hear(const std::string& run, const TrialRecord& record, const AbsentWorkloads& absent, Heard& heard) {
    const std::string cell = record.spec.cell.mode + " " + record.spec.cell.workload + ": ";
    const std::string why = cell + (record.failure ? record.failure->what : "no reason was recorded");
    switch (record.outcome) {
    case Outcome::complete:
        return;
    case Outcome::kernel_failed:
        heard.objections.push_back({by_console, run, why});
        return;
    case Outcome::timed_out:
        // A host that is too busy for a guest to come up says nothing of its kernel.
        if (record.failure && record.failure->stage == "boot")
            heard.undecided = heard.undecided.value_or(run + ": " + why);
        else
            heard.objections.push_back({by_deadline, run, why});
        return;
    case Outcome::guest_lost:
    case Outcome::lab_failed:
        if (record.failure && record.failure->stage == "verify")
            heard.objections.push_back({by_read_back, run, why});
        else if (!is_absent(record, absent) && !heard.undecided)
            heard.undecided = run + ": " + why;
    }
}

} // namespace

Heard objections_of(const std::string& run, const std::vector<std::string>& claims, const Evidence& evidence,
                    const AbsentWorkloads& absent) {
    Heard heard;
    Evidence whole;
    for (const JudgedTrial& trial : evidence) {
        hear(run, trial.record, absent, heard);
        if (trial.record.outcome == Outcome::complete && !is_absent(trial.record, absent))
            whole.push_back(trial);
    }
    std::vector<ClaimResult> results;
    for (const std::string& claim : claims) {
        results.push_back(claim_named(claim).judge(whole));
        results.back().id = claim;
    }
    for (Objection& objection : objections_of(run, results).objections)
        heard.objections.push_back(std::move(objection));
    return heard;
}

Heard objections_of(const std::string& run, const std::vector<ClaimResult>& claims) {
    Heard heard;
    for (const ClaimResult& claim : claims) {
        if (claim.verdict == Verdict::refuted)
            heard.objections.push_back({claim.id, run, claim.reason});
        else if (claim.verdict == Verdict::invalid && !heard.undecided)
            heard.undecided = run + ": " + claim.id + ": " + claim.reason;
    }
    return heard;
}

void conclude(MutantRow& row) {
    row.killed = !row.objections.empty();
    row.by.reset();
    if (row.killed)
        row.by = row.objections.front().by;
    for (const Objection& objection : row.objections)
        if (objection.by == row.expected)
            row.by = objection.by;
    if (row.killed)
        row.undecided.reset();
}

bool is_control(const MutantRow& row) {
    return row.mutant == no_mutant;
}

int exit_code(const Mutants& mutants) {
    bool as_it_should = !mutants.mutants.empty();
    for (const MutantRow& row : mutants.mutants) {
        if (row.undecided)
            return 2;
        as_it_should = as_it_should && row.by == row.expected;
    }
    return as_it_should ? 0 : 1;
}

} // namespace cloister
