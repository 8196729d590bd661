// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/fragmented_memory.hpp"

#include "workloads/disturbers/vm_counters.hpp"

#include <fstream>

namespace cloister::workloads {
namespace {

constexpr std::size_t chunk_bytes = std::size_t{16} << 20U;
constexpr std::size_t kept_every = 256 * page_bytes;
// Left while memory is filled: nobody is to be killed for it. It is eaten as huge pages afterwards.
constexpr std::uint64_t spare_kib = 48 << 10U;

std::uint64_t free_kib() {
    std::ifstream meminfo("/proc/meminfo");
    std::string name;
    std::string unit;
    for (std::uint64_t value = 0; meminfo >> name >> value; std::getline(meminfo, unit))
        if (name == "MemFree:")
            return value;
    return 0;
}

} // namespace

FragmentedMemory::FragmentedMemory(KeptPages kept) {
    fill(kept);
    thin_out(kept);
    if (kept == KeptPages::movable)
        return;
    // What can be moved is moved at once: each page of it that kcompactd moved later would interrupt
    // everybody who has it mapped.
    write_file("/proc/sys/vm/compact_memory", "1");
    while (has_huge_page())
        ;
}

void FragmentedMemory::fill(KeptPages kept) {
    while (free_kib() > spare_kib + (chunk_bytes >> 10U)) {
        chunks_.push_back(std::make_unique<Region>(chunk_bytes, "to fragment memory"));
        const Region& chunk = *chunks_.back();
        chunk.never_huge();
        if (kept == KeptPages::locked)
            check_errno(::mlock(chunk.begin(), chunk.bytes()), "mlock", "memory to fragment");
        else
            for (std::size_t at = 0; at < chunk.bytes(); at += page_bytes)
                chunk.touch(at);
    }
}

void FragmentedMemory::thin_out(KeptPages kept) const {
    for (const std::unique_ptr<Region>& chunk : chunks_)
        for (std::size_t at = 0; at < chunk->bytes(); at += kept_every) {
            char* const rest = chunk->begin() + at + page_bytes;
            if (kept == KeptPages::locked)
                check_errno(::munlock(rest, kept_every - page_bytes), "munlock", "memory to fragment");
            check_errno(::madvise(rest, kept_every - page_bytes, MADV_DONTNEED), "madvise", "DONTNEED");
        }
}

// In address space of its own each time: where small pages were, no huge one is tried.
bool FragmentedMemory::has_huge_page() {
    auto asked = std::make_unique<Region>(2 * huge_page_bytes, "to be one huge page");
    asked->advise(MADV_HUGEPAGE, "HUGEPAGE");
    const std::uint64_t before = vm_counter("thp_fault_alloc");
    *static_cast<volatile char*>(asked->room_for_a_huge_page()) = 1;
    if (vm_counter("thp_fault_alloc") == before)
        return false;
    huge_.push_back(std::move(asked));
    return true;
}

} // namespace cloister::workloads
