// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cost/functions.hpp"

#include <fmt/format.h>

#include <charconv>

namespace cloister {
namespace {

// Of several names at one address the first: aliases, as __x64_sys_read and __ia32_sys_read, follow it.
void add(std::string_view line, std::map<std::uint64_t, std::string>& names) {
    constexpr int hexadecimal = 16;
    constexpr std::size_t type = 3; // " T "
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos || space + type > line.size())
        return;
    const char kind = line[space + 1];
    if (kind != 't' && kind != 'T' && kind != 'W' && kind != 'w')
        return;
    std::uint64_t address = 0;
    std::from_chars(line.data(), line.data() + space, address, hexadecimal);
    names.try_emplace(address, line.substr(space + type));
}

} // namespace

Functions::Functions(std::string_view system_map) {
    while (!system_map.empty()) {
        const std::size_t end = system_map.find('\n');
        add(system_map.substr(0, end), names_);
        system_map.remove_prefix(end == std::string_view::npos ? system_map.size() : end + 1);
    }
}

std::string Functions::of(std::uint64_t address) const {
    auto after = names_.upper_bound(address);
    if (after == names_.begin())
        return fmt::format("{:x}", address);
    const std::string& name = std::prev(after)->second;
    return name.substr(0, name.find('.', 1));
}

} // namespace cloister
