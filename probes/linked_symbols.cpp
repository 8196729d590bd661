// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/linked_symbols.hpp"

#include "probes/kernelfs/symbol_lines.hpp"
#include "probes/symbol_names.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>

namespace cloister {
namespace {

void put(std::string& list, std::uint64_t address, const SymbolLine& line) {
    constexpr int digits = 16;
    std::string hex(digits, '0');
    for (int at = digits; at-- > 0; address >>= 4U)
        hex[static_cast<std::size_t>(at)] = "0123456789abcdef"[address & 0xfU];
    list.append(hex).append(line.rest).append("\n");
}

bool is_wanted(std::string_view name) {
    return std::find(symbol_names::all.begin(), symbol_names::all.end(), name) != symbol_names::all.end();
}

// Below it lie per-CPU symbols, which KASLR does not move.
bool moves(std::uint64_t address) {
    constexpr std::uint64_t kernel_half = std::uint64_t{1} << 63U;
    return address >= kernel_half;
}

std::optional<std::uint64_t> text_in(std::string_view list) {
    std::optional<std::uint64_t> text;
    each_symbol(list, [&](const SymbolLine& line) {
        if (line.name() == symbol_names::text)
            text = line.address;
    });
    return text;
}

// A map of another kernel may have its text in the same place, and hardly every per-CPU variable.
void compare_per_cpu(std::string_view linked, std::string_view running) {
    std::map<std::string_view, std::uint64_t> known;
    each_symbol(linked, [&](const SymbolLine& line) {
        if (!moves(line.address))
            known[line.name()] = line.address;
    });
    each_symbol(running, [&](const SymbolLine& line) {
        const auto same = known.find(line.name());
        if (!moves(line.address) && same != known.end() && same->second != line.address)
            throw std::runtime_error("the System.map beside this kernel is another kernel's: " +
                                     std::string(line.name()) + " lies elsewhere; remove its cache entry");
    });
}

} // namespace

std::string symbols_for_probes(std::string_view system_map) {
    std::string kept;
    if (!text_in(system_map))
        return kept;
    bool open = false; // the end of the last wanted one is still to come
    std::uint64_t begin = 0;
    each_symbol(system_map, [&](const SymbolLine& line) {
        const bool wanted = is_wanted(line.name());
        const bool ends = open && line.address > begin;
        if (wanted || ends)
            put(kept, line.address, line);
        open = wanted || (open && !ends);
        if (wanted)
            begin = line.address;
    });
    return kept;
}

std::string moved_symbols(std::string_view linked, std::string_view running) {
    const std::optional<std::uint64_t> from = text_in(linked);
    const std::optional<std::uint64_t> to = text_in(running);
    if (!from || !to)
        throw std::runtime_error("no _text among the kernel's symbols");
    compare_per_cpu(linked, running);
    std::string moved;
    each_symbol(linked, [&](const SymbolLine& line) {
        put(moved, moves(line.address) ? line.address + (*to - *from) : line.address, line);
    });
    return moved;
}

} // namespace cloister
