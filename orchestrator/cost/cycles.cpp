// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cost/cycles.hpp"

#include "probes/kernelfs/file.hpp"
#include "results-schema/lower_median.hpp"

#include <algorithm>
#include <charconv>

namespace cloister {
namespace {

// Behind the mark "NAME NUMBER"; the kernel's own lines may share one with it.
std::map<std::string, std::uint64_t> cycles_on(const std::string& console) {
    constexpr std::string_view mark = "cloister cycles ";
    std::map<std::string, std::uint64_t> cycles;
    for (const std::string& line : lines_of(console)) {
        const std::size_t at = line.find(mark);
        if (at == std::string::npos)
            continue;
        const std::vector<std::string> words = words_of(line.substr(at + mark.size()));
        std::uint64_t number = 0;
        if (words.size() == 2 &&
            std::from_chars(words[1].data(), words[1].data() + words[1].size(), number).ec == std::errc())
            cycles[words[0]] = number;
    }
    return cycles;
}

} // namespace

void add_cycles(const std::string& kernel, const std::string& mode, const std::vector<std::string>& consoles,
                Cost& cost) {
    std::map<std::string, std::vector<std::uint64_t>> by_operation;
    for (const std::string& console : consoles)
        for (const auto& [name, number] : cycles_on(console))
            by_operation[name].push_back(number);
    for (OperationCost& each : cost.operations) {
        if (each.kernel != kernel || each.mode != mode)
            continue;
        std::vector<std::uint64_t>& boots = by_operation[each.name];
        if (boots.empty() || boots.size() != consoles.size())
            continue;
        const auto [least, most] = std::minmax_element(boots.begin(), boots.end());
        each.cycles = CycleCost{boots.size(), lower_median(boots), *least, *most};
    }
}

} // namespace cloister
