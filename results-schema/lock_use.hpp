// SPDX-License-Identifier: GPL-2.0-or-later
// How a class of locks was used in a window, as a kernel with CONFIG_LOCK_STAT counts it (/proc/lock_stat,
// Documentation/locking/lockstat.rst): all CPUs and all locks of the class together; and by CPU, which its
// events tell (include/trace/events/lock.h). Runs on: both; read by the agent, kept in the record.
#pragma once

#include "results-schema/document.hpp"

#include <chrono>

namespace cloister {

// What one CPU did with them.
struct CpuLockUse {
    std::uint64_t acquisitions = 0; // that were given back in the window
    std::chrono::nanoseconds all_holds{0};
    std::uint64_t contentions = 0; // whose wait ended in the window
    std::chrono::nanoseconds all_waits{0};

    friend bool operator==(const CpuLockUse&, const CpuLockUse&) = default;
};

struct LockUse {
    std::string lock; // "cpu_fbatches.remote_lock", "&lruvec->lru_lock"
    std::uint64_t acquisitions = 0;
    std::uint64_t contentions = 0;
    std::chrono::nanoseconds longest_wait{0};
    std::chrono::nanoseconds all_waits{0};
    std::chrono::nanoseconds longest_hold{0};
    std::chrono::nanoseconds all_holds{0};
    std::map<CpuId, CpuLockUse> by_cpu{};

    friend bool operator==(const LockUse&, const LockUse&) = default;
};

template <class Fields>
void describe(Fields& fields, CpuLockUse& use) {
    fields.field("acquisitions", use.acquisitions, "How often it took one and gave it back");
    fields.field("all_holds_ns", use.all_holds, "All times together that it held one");
    fields.field("contentions", use.contentions, "How often one was not free at once, and it waited");
    fields.field("all_waits_ns", use.all_waits, "All its waits together");
}
template <class Fields>
void describe(Fields& fields, LockUse& use) {
    fields.field("lock", use.lock, "Class of locks, as the kernel names it: cpu_fbatches.remote_lock");
    fields.field("acquisitions", use.acquisitions, "How often one of them was taken");
    fields.field("contentions", use.contentions, "How often it was not free at once");
    fields.field("longest_wait_ns", use.longest_wait, "The longest wait for one");
    fields.field("all_waits_ns", use.all_waits, "All waits together");
    fields.field("longest_hold_ns", use.longest_hold, "The longest time that one was held");
    fields.field("all_holds_ns", use.all_holds, "All times together that they were held");
    fields.field("by_cpu", use.by_cpu,
                 "CPU → what it did with them, by the kernel's events; empty where it has none");
}

} // namespace cloister
