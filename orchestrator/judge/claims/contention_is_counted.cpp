// SPDX-License-Identifier: GPL-2.0-or-later
// The positive control for the spinlocks: a storm (of faults, unless another is asked for) on isolated CPUs
// against drains must show waits, and with the key off the same locks must be left alone.
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/judge/claims/catalogue.hpp"
#include "orchestrator/plan/workload_names.hpp"
#include "orchestrator/trace/contentions.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

Trials storms(const Evidence& evidence, const std::string& way) {
    return trials_where(evidence, [&](const TrialSpec& spec) {
        return spec.mode.read_back.expect == way &&
               subject_kind(spec.subject) == SubjectKind::storms_batches &&
               disturber_kind(spec.disturber) == DisturberKind::drains;
    });
}

std::uint64_t waits(const Trials& trials) {
    std::uint64_t total = 0;
    for (const JudgedTrial* trial : trials)
        if (trial->observation)
            for (const Contention& contention : trial->observation->contentions)
                total += contention.lock == other_spinlocks ? 0 : contention.number;
    return total;
}

std::uint64_t drain_calls(const Trials& trials) {
    std::uint64_t calls = 0;
    for (const JudgedTrial* trial : trials)
        if (trial->record.measurement && trial->record.measurement->drains)
            calls += trial->record.measurement->drains->calls;
    return calls;
}

// "fault storm"
std::string name_of_storm(const Trials& trials) {
    std::string name = trials.front()->record.spec.subject;
    std::replace(name.begin(), name.end(), '-', ' ');
    return name;
}

// Why the probe cannot have counted on these guests; empty: it could.
std::string blind(const Trials& trials) {
    for (const JudgedTrial* trial : trials) {
        const auto& tracing = trial->record.guest->tracing;
        const auto found = tracing.find("lock_contention");
        if (found == tracing.end() || found->second != "ok")
            return found == tracing.end() ? "this agent had no such probe" : found->second;
    }
    return "";
}

ClaimResult judge(const Evidence& evidence) {
    const Trials remote = storms(evidence, "remote");
    const Trials local = storms(evidence, "local");
    ClaimResult result;
    result.numbers = {{"waits_remote", {static_cast<double>(waits(remote)), "waits"}},
                      {"waits_local", {static_cast<double>(waits(local)), "waits"}},
                      {"drain_calls", {static_cast<double>(drain_calls(remote)), "calls"}}};
    if (const std::optional<Unsound> flaw = unsound(
            {{remote, "of a fault storm in remote mode"}, {local, "of a fault storm in local mode"}})) {
        result.verdict = flaw->verdict;
        result.reason = flaw->reason;
        return result;
    }
    if (const std::string why = blind(remote); !why.empty()) {
        result.verdict = Verdict::undecided;
        result.reason = "waits cannot be seen: " + why;
    } else if (waits(local) > 0) {
        result.verdict = Verdict::refuted;
        result.reason =
            fmt::format("{} for locks that local mode must leave alone", quantity(waits(local), "wait"));
    } else if (waits(remote) == 0) {
        result.verdict = Verdict::undecided;
        result.reason = fmt::format("no wait was provoked by {} against a {}: ask for more drains",
                                    quantity(drain_calls(remote), "drain call"), name_of_storm(remote));
    } else {
        result.verdict = Verdict::upheld;
        result.reason = fmt::format("{} under a {} in remote mode, 0 in local mode",
                                    quantity(waits(remote), "wait"), name_of_storm(remote));
    }
    return result;
}

} // namespace

Claim contention_is_counted() {
    return {"contention-is-counted",
            "contention on the caches' locks is seen where it is provoked, and stated in both modes",
            [](const Scenario& scenario, const std::vector<Mode>& modes) {
                std::vector<TrialNeed> needs;
                if (disturber_kind(scenario.disturber) != DisturberKind::drains)
                    return needs;
                bool remote = false;
                bool local = false;
                const std::string storm = subject_kind(scenario.subject) == SubjectKind::storms_batches
                                              ? scenario.subject
                                              : "fault-storm";
                for (const Mode& mode : modes) {
                    needs.push_back({mode.name, storm, scenario.disturber});
                    (drains_remotely(mode) ? remote : local) = true;
                }
                return remote && local ? needs : std::vector<TrialNeed>{};
            },
            judge};
}

} // namespace cloister
