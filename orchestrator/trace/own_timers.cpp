// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/own_timers.hpp"

#include <algorithm>
#include <utility>

namespace cloister {

void OwnTimers::set(const TraceEvent& timer) {
    timers_[timer.cpu].insert_or_assign(timer.object, Timer{timer.expires, {timer.name, timer.task}});
}

std::optional<OwnTimers::Reason> OwnTimers::due(CpuId cpu, std::chrono::nanoseconds at) {
    std::map<std::uint64_t, Timer>& timers = timers_[cpu];
    std::optional<Reason> served = std::exchange(served_[cpu], std::nullopt);
    const auto first = std::min_element(timers.begin(), timers.end(), [](const auto& a, const auto& b) {
        return a.second.expires < b.second.expires;
    });
    if (first == timers.end() || first->second.expires > at)
        return served;
    Reason reason = first->second.reason;
    timers.erase(first);
    std::erase_if(timers, [&](const auto& timer) {
        const bool due = timer.second.expires <= at;
        if (due)
            served_[cpu] = timer.second.reason;
        return due;
    });
    return reason;
}

} // namespace cloister
