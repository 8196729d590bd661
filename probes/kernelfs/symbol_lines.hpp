// SPDX-License-Identifier: GPL-2.0-or-later
// A kernel's list of symbols, line by line: "ffffffff81000000 T _text", as in System.map and kallsyms.
// Runs on: both. Pure.
#pragma once

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string_view>

namespace cloister {

struct SymbolLine {
    std::uint64_t address = 0;
    std::string_view rest; // " T _text"

    char type() const { return rest.size() < 2 ? '\0' : rest[1]; }
    std::string_view name() const { return rest.size() < 3 ? rest : rest.substr(3); }
};

template <class OnLine>
void each_symbol(std::string_view list, OnLine on_line) {
    constexpr int hexadecimal = 16;
    while (!list.empty()) {
        const std::string_view text = list.substr(0, list.find('\n'));
        list.remove_prefix(std::min(text.size() + 1, list.size()));
        SymbolLine line;
        const auto end =
            std::from_chars(text.data(), text.data() + text.size(), line.address, hexadecimal).ptr;
        line.rest = text.substr(static_cast<std::size_t>(end - text.data()));
        on_line(line);
    }
}

} // namespace cloister
