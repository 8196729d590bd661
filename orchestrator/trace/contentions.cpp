// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/contentions.hpp"

#include <algorithm>

namespace cloister {
namespace {

bool takes_spinlocks(const std::string& function) {
    return function.ends_with("queued_spin_lock_slowpath") || function.starts_with("_raw_spin_lock") ||
           function == "do_raw_spin_lock" || function.starts_with("_raw_spin_trylock");
}

// Of every spinlock less those that are told one by one.
std::map<CpuId, std::uint64_t> waits_for_others(const Measurement& measurement) {
    std::map<CpuId, std::uint64_t> waits;
    for (const TallyRow& row : measurement.tallies)
        if (row.probe == "lock_contention_any")
            waits[row.cpu] += row.number;
    for (const TallyRow& row : measurement.tallies)
        if (row.probe == "lock_contention")
            waits[row.cpu] -= std::min(waits[row.cpu], row.number);
    return waits;
}

} // namespace

Name wanted_from(const std::vector<Name>& stack) {
    std::size_t above = 0;
    for (std::size_t i = 0; i < stack.size(); ++i)
        if (takes_spinlocks(stack[i]))
            above = i + 1;
        else if (above > 0)
            break;
    return above < stack.size() ? stack[above] : Name();
}

const CacheLock* ContentionCounter::take(const TraceEvent& event) {
    if (event.kind != EventKind::lock_contended)
        return nullptr;
    const CacheLock* lock = lock_at(measurement_.locks, event.object);
    if (lock != nullptr && event.at >= measurement_.window_opened && event.at <= measurement_.window_closed)
        ++waits_[{lock, event.cpu, event.stack ? wanted_from(event.stack->functions()) : Name()}];
    return lock;
}

std::vector<Contention> ContentionCounter::contentions() const {
    std::map<std::tuple<std::string, CpuId, CpuId, std::string>, std::uint64_t> waits;
    for (const auto& [key, number] : waits_) {
        const auto& [lock, cpu, from] = key;
        waits[{lock->name, lock->owner, cpu, from}] += number;
    }
    std::vector<Contention> contentions;
    for (const auto& [key, number] : waits)
        contentions.push_back(
            {std::get<0>(key), std::get<1>(key), std::get<2>(key), std::get<3>(key), number});
    for (const auto& [cpu, number] : waits_for_others(measurement_))
        if (number > 0)
            contentions.push_back({other_spinlocks, std::nullopt, cpu, "", number});
    return contentions;
}

} // namespace cloister
