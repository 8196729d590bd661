// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cost/functions.hpp"

#include "probes/kernelfs/symbol_lines.hpp"

#include <fmt/format.h>

namespace cloister {
namespace {

constexpr std::string_view of_text = "tTwW";

} // namespace

// Of several names at one address the first: aliases, as __x64_sys_read and __ia32_sys_read, follow it.
Functions::Functions(std::string_view system_map) {
    each_symbol(system_map, [&](const SymbolLine& line) {
        if (of_text.find(line.type()) != std::string_view::npos)
            names_.try_emplace(line.address, line.name());
    });
}

std::string Functions::of(std::uint64_t address) const {
    auto after = names_.upper_bound(address);
    if (after == names_.begin())
        return fmt::format("{:x}", address);
    const std::string& name = std::prev(after)->second;
    return name.substr(0, name.find('.', 1));
}

} // namespace cloister
