// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/symbols.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <set>

namespace cloister {
namespace {

struct SymbolLine {
    std::uint64_t address = 0;
    std::string_view text; // with its newline
};

std::vector<SymbolLine> kernel_symbols(std::string_view kallsyms) {
    std::vector<SymbolLine> lines;
    while (!kallsyms.empty()) {
        const std::size_t end = std::min(kallsyms.find('\n'), kallsyms.size() - 1) + 1;
        SymbolLine line{0, kallsyms.substr(0, end)};
        kallsyms.remove_prefix(end);
        std::from_chars(line.text.data(), line.text.data() + line.text.size(), line.address, 16);
        // Per-CPU symbols are offsets from 0 on x86-64; no address in a trace falls among them.
        constexpr std::uint64_t kernel_half = std::uint64_t{1} << 63;
        if (line.address >= kernel_half)
            lines.push_back(line);
    }
    std::stable_sort(lines.begin(), lines.end(),
                     [](const SymbolLine& a, const SymbolLine& b) { return a.address < b.address; });
    return lines;
}

} // namespace

std::string symbols_that_occur(std::string_view kallsyms, const std::vector<std::string>& raw_pages) {
    const std::vector<SymbolLine> lines = kernel_symbols(kallsyms);
    if (lines.empty())
        return {};
    std::set<std::uint64_t> wanted;
    for (const std::string& pages : raw_pages)
        // Events are aligned to 4 bytes, and so are the words in them.
        for (std::size_t at = 0; at + sizeof(std::uint64_t) <= pages.size(); at += 4) {
            std::uint64_t word = 0;
            std::memcpy(&word, pages.data() + at, sizeof word);
            if (word < lines.front().address)
                continue;
            const auto above = std::upper_bound(
                lines.begin(), lines.end(), word,
                [](std::uint64_t value, const SymbolLine& line) { return value < line.address; });
            wanted.insert(std::prev(above)->address);
        }
    std::string kept;
    for (const SymbolLine& line : lines)
        if (wanted.contains(line.address))
            kept += line.text;
    return kept;
}

} // namespace cloister
