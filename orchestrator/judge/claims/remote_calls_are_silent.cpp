// SPDX-License-Identifier: GPL-2.0-or-later
// A call that wants a drain may interrupt isolated CPUs besides: what it sends itself, before or behind the
// drain, no drain has caused. It comes with the calls, so that there is as much of it as of them; what comes
// now and then is somebody else's.
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/judge/claims/catalogue.hpp"
#include "orchestrator/judge/claims/drain_cells.hpp"

#include <fmt/format.h>

namespace cloister {
namespace {

bool interrupts(ArrivalKind kind) {
    return kind == ArrivalKind::ipi || kind == ArrivalKind::task_switch;
}

// At least half as often as pages were armed there.
bool comes_with_calls(const OtherArrival& other, const DrainTally& drains) {
    const auto armed = drains.armed.find(other.cpu);
    return armed != drains.armed.end() && armed->second > 0 && 2 * other.number >= armed->second;
}

// Empty: nothing came with them.
std::string what_came(const Trials& trials) {
    for (const JudgedTrial* trial : trials)
        if (const auto& measurement = trial->record.measurement; measurement && measurement->drains)
            for (const OtherArrival& other : trial->observation->other)
                if (interrupts(other.kind) && comes_with_calls(other, *measurement->drains))
                    return fmt::format("{} by {}: {} {} ({}) on CPU {}",
                                       quantity(measurement->drains->armed.at(other.cpu), "call"),
                                       trial->record.spec.disturber, grouped(other.number),
                                       other.kind == ArrivalKind::ipi ? "IPIs" : "task switches", other.name,
                                       other.cpu.number);
    return "";
}

ClaimResult judge(const Evidence& evidence) {
    const Trials trials = drain_trials(evidence, "remote");
    ClaimResult result;
    result.numbers = {{"armed", {static_cast<double>(armed(trials)), "drains"}}};
    if (const std::optional<Unsound> flaw = unsound(trials, "of counted drains in remote mode")) {
        result.verdict = flaw->verdict;
        result.reason = flaw->reason;
    } else if (const std::string came = what_came(trials); !came.empty()) {
        result.verdict = Verdict::refuted;
        result.reason = came;
    } else if (const std::optional<Unsound> lack = not_all_armed(trials)) {
        result.verdict = lack->verdict;
        result.reason = lack->reason;
    } else {
        result.verdict = Verdict::upheld;
        result.reason = fmt::format("nothing comes with {}", quantity(armed(trials), "call"));
    }
    return result;
}

} // namespace

Claim remote_calls_are_silent() {
    return {"remote-calls-are-silent",
            "in remote mode calls that drain bring isolated CPUs no other IPI or task switch either",
            [](const Scenario& scenario, const std::vector<Mode>& modes) {
                return drain_needs(scenario, modes, "remote");
            },
            judge, true};
}

} // namespace cloister
