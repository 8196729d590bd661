// SPDX-License-Identifier: GPL-2.0-or-later
// A spinlock that lies in a per-CPU cache of the memory management: what a series adds so that other CPUs can
// drain that cache. Known by where it lies in the guest's memory.
// Runs on: both; found by the agent, kept in the record so that a stored trace can be read without the guest.
#pragma once

#include "results-schema/document.hpp"

namespace cloister {

struct CacheLock {
    std::string name;    // "cpu_fbatches.remote_lock"
    CpuId owner;         // whose cache it guards
    std::string address; // "0xffff88803ec0a400", where its part of the cache begins; too large for a number
    std::uint64_t bytes = 0; // the length of that part; it holds this one lock
};

// "0xffff88803ec0a400"
std::string address_text(std::uint64_t address);
// And back. Throws std::invalid_argument for a text that is none.
std::uint64_t address_of(const CacheLock& lock);

// The one that holds the address; nullptr where none does.
const CacheLock* lock_at(const std::vector<CacheLock>& locks, std::uint64_t address);

// "cpu_fbatches.remote_lock of CPU 2"
std::string full_name(const CacheLock& lock);

template <class Fields>
void describe(Fields& fields, CacheLock& lock) {
    fields.field("name", lock.name, "As the source names it: cpu_fbatches.remote_lock");
    fields.field("owner", lock.owner, "The CPU whose cache it guards");
    fields.field("address", lock.address,
                 "Where its part of the cache begins, in hexadecimal: too large for a number of JSON");
    fields.field("bytes", lock.bytes, "How long that part is; it holds this one lock");
}

} // namespace cloister
