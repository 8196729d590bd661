// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/cache_locks.hpp"

#include "probes/kernelfs/file.hpp"
#include "probes/kernelfs/kernel_memory.hpp"
#include "probes/symbol_names.hpp"

#include <array>
#include <charconv>
#include <filesystem>

namespace cloister {
namespace {

struct CacheVariable {
    std::string_view symbol;
    std::array<const char*, 2> locks; // by address; the second may be none
};

// With the series.
constexpr std::array<CacheVariable, 5> variables{{
    {symbol_names::lru_batches, {"cpu_fbatches.remote_lock", "cpu_fbatches.remote_lock_irq"}},
    {symbol_names::mlock_batch, {"mlock_fbatch.remote_lock", nullptr}},
    {symbol_names::buffer_heads, {"bh_lrus.remote_lock", nullptr}},
    {symbol_names::lru_pagevecs, {"lru_pvecs.remote_lock", nullptr}},
    {symbol_names::lru_rotation, {"lru_rotate.remote_lock", nullptr}},
}};

struct Extent {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

std::uint64_t leading_hex(std::string_view line) {
    std::uint64_t address = 0;
    std::from_chars(line.data(), line.data() + line.size(), address, 16);
    return address;
}

// From the symbol's address to the next higher one. Lines are "ADDRESS TYPE NAME", by address.
std::optional<Extent> extent_of(std::string_view kallsyms, std::string_view symbol) {
    const std::size_t name = kallsyms.find(" " + std::string(symbol) + "\n");
    if (name == std::string_view::npos)
        return std::nullopt;
    Extent extent;
    std::size_t line = kallsyms.rfind('\n', name) + 1; // 0 where it is the first
    extent.begin = leading_hex(kallsyms.substr(line));
    while ((line = kallsyms.find('\n', line)) != std::string_view::npos && ++line < kallsyms.size())
        if (extent.end = leading_hex(kallsyms.substr(line)); extent.end > extent.begin)
            return extent;
    return std::nullopt;
}

} // namespace

std::vector<CacheLock> cache_locks(std::string_view kallsyms,
                                   const std::vector<std::uint64_t>& per_cpu_offsets) {
    std::vector<CacheLock> locks;
    for (const CacheVariable& variable : variables) {
        const std::optional<Extent> extent = extent_of(kallsyms, variable.symbol);
        if (!extent)
            continue;
        const std::uint64_t parts = variable.locks[1] == nullptr ? 1 : 2;
        const std::uint64_t bytes = (extent->end - extent->begin) / parts;
        for (std::uint32_t cpu = 0; cpu < per_cpu_offsets.size(); ++cpu)
            for (std::uint64_t part = 0; part < parts; ++part)
                locks.push_back({variable.locks[part], CpuId{cpu},
                                 address_text(per_cpu_offsets[cpu] + extent->begin + part * bytes), bytes});
    }
    return locks;
}

std::vector<CacheLock> read_cache_locks(std::string_view kallsyms) {
    const std::optional<Extent> table = extent_of(kallsyms, symbol_names::per_cpu_offsets);
    const std::optional<std::string> possible = read_knob("/sys/devices/system/cpu/possible");
    if (!table || table->begin == 0 || !possible || !std::filesystem::exists("/proc/kcore"))
        return {};
    const CpuSet cpus = CpuSet::parse(*possible);
    return cache_locks(kallsyms, read_kernel_words(table->begin, cpus.size()));
}

} // namespace cloister
