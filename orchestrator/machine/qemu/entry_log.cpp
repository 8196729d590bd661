// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/qemu/entry_log.hpp"

#include "orchestrator/machine/qemu/plugin_log.hpp"
#include "probes/kernelfs/file.hpp"

#include <set>
#include <stdexcept>

namespace cloister {
namespace {

using Names = std::map<std::string, std::string>; // by address
using Numbers = std::map<std::string, std::uint64_t>;
using Counted = std::map<CpuId, KernelEntries>;

constexpr const char* plugin = "kernel-entries";

void count(const std::string& line, Counted& counted) {
    constexpr std::size_t of_instructions = 2;
    constexpr std::size_t of_an_entry = 4;
    const std::vector<std::string> words = words_of(line);
    if (words.size() != of_instructions && words.size() != of_an_entry)
        refuse_line(plugin, line);
    const CpuId cpu{static_cast<std::uint32_t>(number_in(words[0], plugin, line))};
    KernelEntries& on = counted[cpu];
    on.cpu = cpu;
    if (words.size() == of_instructions) {
        on.instructions = number_in(words[1], plugin, line);
        return;
    }
    if (const std::uint64_t number = number_in(words[2], plugin, line); number != 0)
        on.from_user_space[words[1]] = number;
    on.all[words[1]] = number_in(words[3], plugin, line);
}

std::vector<Counted> edges_in(std::string_view log) {
    std::vector<Counted> edges;
    for (const std::string& line : lines_of(log))
        if (line == "edge")
            edges.emplace_back();
        else if (edges.empty())
            refuse_line(plugin, line);
        else
            count(line, edges.back());
    return edges;
}

void collect_addresses(const Numbers& numbers, std::set<std::string>& addresses) {
    for (const auto& [address, number] : numbers)
        addresses.insert(address);
}

// The last of several names: those of sections come first.
Names names_in(std::string_view kallsyms, const std::set<std::string>& addresses) {
    constexpr std::size_t type = 3; // " T "
    Names names;
    for (std::size_t at = 0; at < kallsyms.size();) {
        const std::size_t end = std::min(kallsyms.find('\n', at), kallsyms.size());
        const std::string_view line = kallsyms.substr(at, end - at);
        at = end + 1;
        const std::size_t space = line.find(' ');
        if (space == std::string_view::npos || space + type > line.size())
            continue;
        const std::string address(line.substr(0, space));
        const std::string_view name = line.substr(space + type);
        if (addresses.count(address) != 0)
            names[address] = name.substr(0, name.find_first_of(" \t"));
    }
    return names;
}

KernelEntries named(const KernelEntries& by_address, const Names& names) {
    KernelEntries entries{by_address.cpu, by_address.instructions, {}, {}};
    for (const auto& [address, number] : by_address.all) {
        const auto found = names.find(address);
        const std::string& name = found == names.end() ? address : found->second;
        const auto from_user_space = by_address.from_user_space.find(address);
        if (from_user_space != by_address.from_user_space.end())
            entries.from_user_space[name] += from_user_space->second;
        else if (!name.starts_with("asm_"))
            continue;
        entries.all[name] += number;
    }
    return entries;
}

} // namespace

std::vector<KernelEntries> entries_of_window(std::string_view log) {
    std::vector<KernelEntries> window;
    std::vector<Counted> edges = edges_in(log);
    if (edges.size() < 2)
        return window;
    for (auto& [cpu, entries] : edges[1])
        window.push_back(std::move(entries));
    return window;
}

void name_entries(std::vector<KernelEntries>& entries, std::string_view kallsyms) {
    std::set<std::string> addresses;
    for (const KernelEntries& of_cpu : entries)
        collect_addresses(of_cpu.all, addresses);
    if (addresses.empty())
        return;
    const Names names = names_in(kallsyms, addresses);
    for (KernelEntries& of_cpu : entries)
        of_cpu = named(of_cpu, names);
}

} // namespace cloister
