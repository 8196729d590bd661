// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/observation.hpp"

namespace cloister {
namespace {

std::uint64_t sum(const std::map<CpuId, CauseCount>& counts) {
    std::uint64_t total = 0;
    for (const auto& [cpu, count] : counts)
        total += count.number;
    return total;
}

} // namespace

std::uint64_t InterruptionCounts::of(const Cause& cause) const {
    const auto found = by_cause.find(cause);
    return found == by_cause.end() ? 0 : sum(found->second);
}

std::uint64_t InterruptionCounts::all() const {
    std::uint64_t total = 0;
    for (const auto& [cause, counts] : by_cause)
        total += sum(counts);
    return total;
}

std::uint64_t InterruptionCounts::without_cause() const {
    std::uint64_t total = 0;
    for (const auto& [cause, counts] : by_cause)
        if (cause.by.empty())
            total += sum(counts);
    return total;
}

} // namespace cloister
