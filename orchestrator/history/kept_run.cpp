// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/history/kept_run.hpp"

#include "orchestrator/base/digest.hpp"
#include "orchestrator/compare/compare_costs.hpp"
#include "orchestrator/compare/quantities.hpp"
#include "orchestrator/judge/measured_on.hpp"
#include "results-schema/json_document.hpp"

#include <algorithm>

namespace cloister {
namespace {

// What a reader is told instead, or what the mode of a sound trial says already.
const std::vector<const char*> told_apart{"kernel",         "kernel source",       "Cloister",
                                          "mode read back", "isolated, read back", "nohz_full, read back"};

std::map<std::string, std::string> kept(const Conditions& conditions) {
    std::map<std::string, std::string> all;
    for (const auto& [name, condition] : conditions)
        all[name] = condition.value;
    for (const char* name : told_apart)
        all.erase(name);
    return all;
}

// Without the trial's name, which begins the reason.
std::string without_name(const std::string& reason) {
    const std::size_t colon = reason.find(": ");
    return colon == std::string::npos ? reason : reason.substr(colon + 2);
}

} // namespace

std::optional<std::string> why_not_counted(const JudgedTrial& trial) {
    const TrialRecord& record = trial.record;
    if (record.outcome == Outcome::kernel_failed)
        return std::nullopt; // which is counted
    if (record.outcome != Outcome::complete)
        return name_of(record.outcome);
    if (record.spec.subject == "none")
        return std::nullopt;
    if (record.spec.probes == Probes::none)
        return "no probe was armed";
    if (const std::optional<Unsound> flaw = unsound({&trial}, "of this cell"))
        return without_name(flaw->reason);
    if (lacks_armed_drains({&trial}))
        return "not every wanted drain was armed";
    return std::nullopt;
}

namespace {

KeptCount kept(const ComparedQuantity& quantity, bool is_part) {
    KeptCount count{quantity.name, quantity.by, quantity.unit,
                    static_cast<std::uint64_t>(quantity.new_number)};
    for (const CountedOver& over : quantity.over)
        count.over.emplace_back(over.unit, over.new_side);
    count.is_part = is_part;
    return count;
}

void keep_if_counted(const ComparedQuantity& quantity, bool is_part, std::vector<KeptCount>& counts) {
    const auto over_nothing = [](const CountedOver& over) { return over.new_side <= 0; };
    if (std::none_of(quantity.over.begin(), quantity.over.end(), over_nothing))
        counts.push_back(kept(quantity, is_part));
}

std::vector<KeptCount> counts_of(const JudgedTrial& judged) {
    const ComparedTrial trial{judged};
    std::vector<KeptCount> counts;
    // Claimed to be none: over many nights the first is what a reader wants to know.
    for (ComparedQuantity& failures : failures_of({&trial}, {&trial})) {
        failures.by = ComparedBy::zero;
        counts.push_back(kept(failures, false));
    }
    if (judged.record.outcome == Outcome::kernel_failed || judged.record.spec.subject == "none")
        return counts;
    const CountsOfTrial counted = cloister::counts_of(trial);
    for (const ComparedQuantity& quantity : counted.whole)
        keep_if_counted(quantity, false, counts);
    for (const ComparedQuantity& quantity : counted.parts_of_last)
        keep_if_counted(quantity, true, counts);
    return counts;
}

std::string revision_of(const CloisterFacts& cloister) {
    return cloister.revision.value_or(cloister.digest);
}

KeptTrial kept(const JudgedTrial& judged) {
    const TrialRecord& record = judged.record;
    KeptTrial trial;
    trial.identity = identity_of(record);
    trial.started = record.started;
    trial.cell = record.spec.cell;
    trial.conditions = kept(conditions_of(record));
    trial.machine = measured_on({judged}).machine;
    trial.kernel_digest = record.kernel.digest;
    trial.kernel_source = record.kernel.source;
    trial.cloister = revision_of(record.cloister);
    trial.not_counted = why_not_counted(judged);
    if (!trial.not_counted)
        trial.counts = counts_of(judged);
    return trial;
}

KeptTrial kept(const Cost& cost, const OperationCost& operation) {
    KeptTrial trial;
    trial.identity = identity_of(cost, operation);
    trial.started = cost.started;
    trial.cell = {operation.kernel, operation.mode, operation.name};
    trial.conditions = kept(conditions_of(cost, operation.kernel));
    trial.machine = cost.machine;
    for (const KernelFacts& kernel : cost.kernels)
        if (kernel.reference == operation.kernel) {
            trial.kernel_digest = kernel.digest;
            trial.kernel_source = kernel.source;
        }
    trial.cloister = revision_of(cost.cloister);
    trial.not_counted = operation.invalid;
    if (operation.turns == 0 && !trial.not_counted)
        trial.not_counted = "no turn was counted";
    // Of a median turn: the sums have the tick in them, which comes when it comes.
    if (!trial.not_counted)
        for (const ComparedQuantity& quantity : cloister::counts_of(operation, operation))
            trial.counts.push_back(kept(quantity, false));
    return trial;
}

Verdict worst(const std::vector<ClaimResult>& claims) {
    Verdict all = Verdict::upheld;
    for (const ClaimResult& claim : claims)
        all = std::max(all, claim.verdict);
    return all;
}

void keep_claims(const std::vector<ClaimResult>& claims, Verdict verdict, KeptRun& run) {
    run.claims.insert(run.claims.end(), claims.begin(), claims.end());
    run.verdict = std::max(run.verdict.value_or(verdict), verdict);
}

} // namespace

std::string identity_of(const TrialRecord& record) {
    return sha256_of(document_line(record));
}

std::string identity_of(const Cost& cost, const OperationCost& operation) {
    return sha256_of(cost.started + " " + cost.cloister.digest + " " + JsonWriter::to_json(operation).dump());
}

KeptRun kept_run(const std::string& directory, const Evidence& evidence, const std::optional<Report>& report,
                 const std::optional<Cost>& cost) {
    KeptRun run;
    run.directory = directory;
    if (report)
        keep_claims(report->claims, report->verdict, run);
    if (cost && !cost->claims.empty())
        keep_claims(cost->claims, worst(cost->claims), run);
    run.machine = evidence.empty() && cost ? cost->machine : measured_on(evidence).machine;
    for (const JudgedTrial& trial : evidence) {
        run.is_fake = run.is_fake || trial.record.machine.backend == "fake";
        run.trials.push_back(kept(trial));
    }
    if (cost)
        for (const OperationCost& operation : cost->operations)
            run.trials.push_back(kept(*cost, operation));
    return run;
}

} // namespace cloister
