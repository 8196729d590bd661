// SPDX-License-Identifier: GPL-2.0-or-later
// Who drains waits for nobody: not for the real-time task that has a CPU to itself, nor for the worker that
// this task starves. Local mode is the positive control, and its waits are the finding: a kernel developer's
// poller kept a drain waiting for 622 s (thread of series "PW" v4, 2026). Seconds against
// milliseconds: that much a clock tells on any machine.
#include "orchestrator/base/quantity.hpp"
#include "orchestrator/judge/claims/catalogue.hpp"
#include "orchestrator/judge/claims/drain_cells.hpp"
#include "results-schema/gives_way.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cloister {
namespace {

constexpr const char* starving = "spin-fifo";

struct Calls {
    std::uint64_t number = 0;
    std::chrono::nanoseconds longest{0};
    std::chrono::nanoseconds total{0};

    // Of all calls; some may find nothing of this CPU's to wait for.
    std::chrono::nanoseconds mean() const {
        return number == 0 ? std::chrono::nanoseconds(0) : total / static_cast<std::int64_t>(number);
    }
};

Trials starved(const Evidence& evidence, const std::string& way) {
    Trials trials = drain_trials(evidence, way);
    std::erase_if(trials, [](const JudgedTrial* trial) { return trial->record.spec.subject != starving; });
    return trials;
}

Calls calls_of(const Trials& trials) {
    Calls calls;
    for (const JudgedTrial* trial : trials)
        if (trial->record.measurement && trial->record.measurement->drains) {
            const DrainTally& drains = *trial->record.measurement->drains;
            calls.number += drains.calls;
            calls.longest = std::max(calls.longest, drains.call_max);
            calls.total += drains.call_total;
        }
    return calls;
}

double milliseconds(std::chrono::nanoseconds time) {
    return std::chrono::duration<double, std::milli>(time).count();
}

void conclude(const Calls& local, const Calls& remote, ClaimResult& result) {
    if (remote.number == 0 || local.number == 0) {
        result.verdict = Verdict::undecided;
        result.reason = "no drain was called";
    } else if (remote.longest >= fifo_gives_way) {
        result.verdict = Verdict::refuted;
        result.reason = fmt::format("in remote mode a drain waited {} for a real-time task to give way",
                                    length_text(remote.longest));
    } else if (local.longest < fifo_gives_way) {
        result.verdict = Verdict::undecided;
        result.reason = fmt::format("no positive control: local mode let the worker in, {} at most",
                                    length_text(local.longest));
    } else {
        result.verdict = Verdict::upheld;
        result.reason =
            fmt::format("a drain takes {} at most; in local mode {} on average, until the task gives way",
                        length_text(remote.longest), length_text(local.mean()));
    }
}

ClaimResult judge(const Evidence& evidence) {
    const Trials local = starved(evidence, "local");
    const Trials remote = starved(evidence, "remote");
    const Calls in_local = calls_of(local);
    const Calls in_remote = calls_of(remote);
    ClaimResult result;
    result.numbers = {{"longest_local", {milliseconds(in_local.longest), "ms"}},
                      {"mean_local", {milliseconds(in_local.mean()), "ms"}},
                      {"longest_remote", {milliseconds(in_remote.longest), "ms"}},
                      {"mean_remote", {milliseconds(in_remote.mean()), "ms"}}};
    if (const std::optional<Unsound> flaw = unsound(
            {{remote, "of a starved CPU in remote mode"}, {local, "of a starved CPU in local mode"}})) {
        result.verdict = flaw->verdict;
        result.reason = flaw->reason;
        return result;
    }
    conclude(in_local, in_remote, result);
    return result;
}

} // namespace

Claim fifo_starves_no_drain() {
    return {
        "fifo-starves-no-drain",
        "a real-time task on an isolated CPU keeps no drain waiting in remote mode, as it does in local mode",
        [](const Scenario& scenario, const std::vector<Mode>& modes) {
            std::vector<TrialNeed> needs;
            if (scenario.subject != starving)
                return needs;
            needs = drain_needs(scenario, modes, "local");
            const std::vector<TrialNeed> remote = drain_needs(scenario, modes, "remote");
            if (needs.empty() || remote.empty())
                return std::vector<TrialNeed>{};
            needs.insert(needs.end(), remote.begin(), remote.end());
            return needs;
        },
        judge};
}

} // namespace cloister
