// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/lock_probe.hpp"
#include "probes/probe_families.hpp"

#include <algorithm>

namespace cloister {
namespace {

using Locks = std::vector<CacheLock>;

std::map<CpuId, Locks> by_owner(const Locks& locks) {
    std::map<CpuId, Locks> owners;
    for (const CacheLock& lock : locks)
        owners[lock.owner].push_back(lock);
    return owners;
}

std::string between(std::uint64_t begin, std::uint64_t end) {
    return "(lock >= " + address_text(begin) + " && lock < " + address_text(end) + ")";
}

std::string any_of(const Locks& locks) {
    std::string filter;
    for (const CacheLock& lock : locks)
        filter += (filter.empty() ? "" : " || ") + between(address_of(lock), address_of(lock) + lock.bytes);
    return filter;
}

// From the first of them to the last, so that the filter of a raw event, of which there is one, stays below a
// page with many CPUs. What else lies in between is told apart by the reader.
std::string around(const Locks& locks) {
    std::uint64_t begin = address_of(locks.front());
    std::uint64_t end = begin;
    for (const CacheLock& lock : locks) {
        begin = std::min(begin, address_of(lock));
        end = std::max(end, address_of(lock) + lock.bytes);
    }
    return between(begin, end);
}

} // namespace

Probe lock_contention(const KernelOffers& kernel, const CpuSet&) {
    Probe probe{.name = "lock_contention", .histograms = {}, .events = {}, .unavailable = std::nullopt};
    if (!kernel.event(lock_contended())) {
        probe.unavailable = "no kprobe on the slow path of spinlocks: CONFIG_KPROBE_EVENTS, "
                            "CONFIG_QUEUED_SPINLOCKS";
        return probe;
    }
    if (kernel.locks().empty()) {
        probe.unavailable =
            "no per-CPU cache whose locks can be told: CONFIG_PROC_KCORE, CONFIG_KALLSYMS_ALL";
        return probe;
    }
    probe.histograms = {{.probe = "lock_contention_any",
                         .event = lock_contended(),
                         .cpu_key = kernel.cpu_key(),
                         .name_key = "",
                         .cpu = {},
                         .name = "any spinlock",
                         .filter = ""}};
    std::string raw;
    for (const auto& [owner, locks] : by_owner(kernel.locks())) {
        probe.histograms.push_back({.probe = "lock_contention",
                                    .event = lock_contended(),
                                    .cpu_key = kernel.cpu_key(),
                                    .name_key = "lock.hex",
                                    .cpu = {},
                                    .name = "",
                                    .filter = any_of(locks),
                                    .rename = [locks = locks](const std::string& address) {
                                        const CacheLock* lock =
                                            lock_at(locks, std::stoull(address, nullptr, 16));
                                        return lock == nullptr ? "lock at " + address : full_name(*lock);
                                    }});
        raw += (raw.empty() ? "" : " || ") + around(locks);
    }
    probe.events = {{lock_contended(), raw, true}};
    return probe;
}

} // namespace cloister
