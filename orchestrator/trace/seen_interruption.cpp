// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/seen_interruption.hpp"

#include <algorithm>

namespace cloister {

Cause told(const SeenCause& cause) {
    return {cause.what, cause.by, cause.context, cause.task};
}

Interruption told(const SeenInterruption& seen) {
    Interruption interruption;
    interruption.number = seen.number;
    interruption.cpu = seen.cpu;
    interruption.at = seen.at;
    interruption.length = seen.length;
    interruption.drain_caused = seen.drain_caused;
    interruption.cause = told(seen.cause);
    if (seen.follows)
        interruption.follows = seen.follows->number;
    for (const SeenStep& step : seen.steps)
        interruption.steps.push_back({step.kind, step.name, step.at, step.length});
    for (const SeenOrigin& origin : seen.origins)
        interruption.origins.push_back(origin_of(*origin.group, origin.sends));
    return interruption;
}

std::vector<Interruption> numbered_by_time(std::vector<Interruption> interruptions) {
    std::stable_sort(interruptions.begin(), interruptions.end(),
                     [](const Interruption& a, const Interruption& b) { return a.at < b.at; });
    std::map<std::uint64_t, std::uint64_t> numbers; // as they came → by time
    for (const Interruption& each : interruptions)
        numbers.emplace(each.number, numbers.size() + 1);
    for (Interruption& each : interruptions) {
        each.number = numbers.at(each.number);
        if (each.follows) {
            const auto first = numbers.find(*each.follows);
            each.follows =
                first == numbers.end() ? std::nullopt : std::optional<std::uint64_t>(first->second);
        }
    }
    return interruptions;
}

} // namespace cloister
