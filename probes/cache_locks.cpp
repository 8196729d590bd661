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
    const char* lock;
    const char* second = nullptr; // behind it
    const char* either = nullptr; // where the two are not told apart
};

// With the series.
constexpr std::array<CacheVariable, 5> variables{{
    {symbol_names::lru_batches, "cpu_fbatches.remote_lock", "cpu_fbatches.remote_lock_irq",
     "cpu_fbatches.remote_lock or _irq"},
    {symbol_names::mlock_batch, "mlock_fbatch.remote_lock"},
    {symbol_names::buffer_heads, "bh_lrus.remote_lock"},
    {symbol_names::lru_pagevecs, "lru_pvecs.remote_lock"},
    {symbol_names::lru_rotation, "lru_rotate.remote_lock"},
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

// A piece of a variable, in which one lock lies.
struct Piece {
    const char* lock;
    Extent extent;
};

// Behind so many batches of 256 bytes (struct folio_batch) lie both locks, and nothing else on their cache
// line.
std::optional<std::uint64_t> begin_of_second(const Extent& extent) {
    constexpr std::uint64_t batch = 256;
    constexpr std::uint64_t cache_line = 64;
    constexpr std::uint64_t spinlock = 4;
    const std::uint64_t behind = (extent.end - extent.begin) % batch;
    return behind == cache_line ? std::optional(extent.end - behind + spinlock) : std::nullopt;
}

std::vector<Piece> pieces_of(const CacheVariable& variable, const Extent& extent) {
    if (variable.second == nullptr)
        return {{variable.lock, extent}};
    const std::optional<std::uint64_t> second = begin_of_second(extent);
    if (!second)
        return {{variable.either, extent}};
    return {{variable.lock, {extent.begin, *second}}, {variable.second, {*second, extent.end}}};
}

} // namespace

std::vector<CacheLock> cache_locks(std::string_view kallsyms,
                                   const std::vector<std::uint64_t>& per_cpu_offsets) {
    std::vector<CacheLock> locks;
    for (const CacheVariable& variable : variables) {
        const std::optional<Extent> extent = extent_of(kallsyms, variable.symbol);
        if (!extent)
            continue;
        for (std::uint32_t cpu = 0; cpu < per_cpu_offsets.size(); ++cpu)
            for (const Piece& piece : pieces_of(variable, *extent))
                locks.push_back({piece.lock, CpuId{cpu},
                                 address_text(per_cpu_offsets[cpu] + piece.extent.begin),
                                 piece.extent.end - piece.extent.begin});
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
