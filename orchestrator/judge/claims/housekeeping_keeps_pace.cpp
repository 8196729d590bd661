// SPDX-License-Identifier: GPL-2.0-or-later
// Those who keep house are no slower in remote mode, by the clock: neither who asks for a drain nor a storm
// that wants the locks meanwhile. What operations cost them is exact (cost/cost_claims.hpp); these are times,
// so they want repetitions, and no emulated guest decides anything.
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/judge/claims/catalogue.hpp"
#include "orchestrator/judge/measured_on.hpp"
#include "orchestrator/judge/storms.hpp"
#include "orchestrator/plan/workload_names.hpp"
#include "orchestrator/statistics/medians.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace cloister {
namespace {

constexpr double bound = 1.05; // times the time of local mode: as of costs
constexpr std::size_t least_trials = 5;
constexpr std::uint64_t seed = 1;

using Value = std::optional<double> (*)(const TrialRecord&);

// Nanoseconds of who asks for it.
std::optional<double> drain_call(const TrialRecord& record) {
    if (!record.measurement || !record.measurement->drains || record.measurement->drains->calls == 0)
        return std::nullopt;
    const DrainTally& drains = *record.measurement->drains;
    return static_cast<double>(drains.call_total.count()) / static_cast<double>(drains.calls);
}

// Nanoseconds of all its CPUs together.
std::optional<double> page_of_storm(const TrialRecord& record) {
    const std::optional<std::uint64_t> pages = pages_of_storm(record);
    if (!pages || *pages == 0)
        return std::nullopt;
    const auto window = record.measurement->window_closed - record.measurement->window_opened;
    return static_cast<double>(window.count()) / static_cast<double>(*pages);
}

struct Pace {
    std::string what; // "a drain call of fault-storm+drop_caches"
    std::size_t trials = 0;
    ComparedMedians times; // local → remote
};

ValuesByTrial values_of(const Trials& trials, const std::string& workload, Value value) {
    ValuesByTrial values;
    for (const JudgedTrial* trial : trials)
        if (trial->record.spec.cell.workload == workload)
            if (const std::optional<double> one = value(trial->record))
                values.push_back({*one});
    return values;
}

Trials drained(const Evidence& evidence, const std::string& way) {
    return trials_where(evidence, [&](const TrialSpec& spec) {
        return spec.mode.read_back.expect == way && disturber_kind(spec.disturber) == DisturberKind::drains;
    });
}

std::vector<Pace> paces_of(const Trials& local, const Trials& remote) {
    std::vector<std::string> workloads;
    for (const JudgedTrial* trial : remote)
        if (const std::string& each = trial->record.spec.cell.workload;
            std::find(workloads.begin(), workloads.end(), each) == workloads.end())
            workloads.push_back(each);
    const std::vector<std::pair<const char*, Value>> values{{"a drain call", drain_call},
                                                            {"a page", page_of_storm}};
    std::vector<Pace> paces;
    for (const std::string& workload : workloads)
        for (const auto& [name, value] : values) {
            const ValuesByTrial in_local = values_of(local, workload, value);
            const ValuesByTrial in_remote = values_of(remote, workload, value);
            if (!in_local.empty() && !in_remote.empty())
                paces.push_back({fmt::format("{} of {}", name, workload),
                                 std::min(in_local.size(), in_remote.size()),
                                 compare_medians(in_local, in_remote, seed)});
        }
    return paces;
}

std::string length(double nanoseconds) {
    return length_text(std::chrono::nanoseconds(std::llround(nanoseconds)));
}

// The one that remote mode lengthens most.
std::string told(const Pace& pace) {
    return fmt::format("{}: {} in local mode, {} in remote mode", pace.what, length(pace.times.old_median),
                       length(pace.times.new_median));
}

bool is_slower(const Pace& pace) {
    return pace.times.bounds.low > bound;
}

bool is_unclear(const Pace& pace) {
    return !pace.times.bounds.high || *pace.times.bounds.high > bound;
}

void conclude(std::vector<Pace> paces, bool times_indicative, ClaimResult& result) {
    std::stable_sort(paces.begin(), paces.end(),
                     [](const Pace& one, const Pace& other) { return one.times.ratio > other.times.ratio; });
    const std::string worst = told(paces.front());
    const auto first = [&](bool (*is_meant)(const Pace&)) {
        return std::find_if(paces.begin(), paces.end(), is_meant);
    };
    const bool are_few =
        std::any_of(paces.begin(), paces.end(), [](const Pace& each) { return each.trials < least_trials; });
    result.verdict = Verdict::undecided;
    if (times_indicative)
        result.reason = "an emulator's times decide nothing; " + worst;
    else if (are_few)
        result.reason =
            fmt::format("times want {} repetitions (--repeat {}); {}", least_trials, least_trials, worst);
    else if (const auto slower = first(is_slower); slower != paces.end()) {
        result.verdict = Verdict::refuted;
        result.reason = fmt::format("more than 5 % slower at 95 % confidence; {}", told(*slower));
    } else if (const auto unclear = first(is_unclear); unclear != paces.end())
        result.reason = fmt::format("{} repetitions cannot tell whether it is 5 % slower; {}",
                                    unclear->trials, told(*unclear));
    else {
        result.verdict = Verdict::upheld;
        result.reason = fmt::format("less than 5 % slower at 95 % confidence; at most {}", worst);
    }
}

ClaimResult judge(const Evidence& evidence) {
    const Trials local = drained(evidence, "local");
    const Trials remote = drained(evidence, "remote");
    ClaimResult result;
    if (const std::optional<Unsound> flaw =
            unsound({{remote, "of drains in remote mode"}, {local, "of drains in local mode"}})) {
        result.verdict = flaw->verdict;
        result.reason = flaw->reason;
        return result;
    }
    const std::vector<Pace> paces = paces_of(local, remote);
    for (const Pace& pace : paces)
        result.numbers[pace.what + ", remote to local"] = {pace.times.ratio, "times"};
    if (paces.empty()) {
        result.verdict = Verdict::undecided;
        result.reason = "no drain was called in both modes";
        return result;
    }
    conclude(paces, measured_on(evidence).times_indicative, result);
    return result;
}

std::vector<TrialNeed> needs(const Scenario& scenario, const std::vector<Mode>& modes) {
    std::vector<TrialNeed> needs;
    if (disturber_kind(scenario.disturber) != DisturberKind::drains)
        return needs;
    bool remote = false;
    bool local = false;
    for (const Mode& mode : modes) {
        const bool is_remote = mode.read_back.expect == "remote";
        const bool is_local = mode.read_back.expect == "local";
        remote = remote || is_remote;
        local = local || is_local;
        if (!is_remote && !is_local)
            continue;
        needs.push_back({mode.name, scenario.subject, scenario.disturber});
        if (subject_kind(scenario.subject) != SubjectKind::storms_batches)
            needs.push_back({mode.name, "fault-storm", scenario.disturber});
    }
    return remote && local ? needs : std::vector<TrialNeed>{};
}

} // namespace

Claim housekeeping_keeps_pace() {
    return {"housekeeping-keeps-pace",
            "in remote mode neither a drain takes who asks for it nor a page a storm 5 % longer", needs,
            judge, true};
}

} // namespace cloister
