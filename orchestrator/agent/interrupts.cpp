// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/interrupts.hpp"

#include "probes/kernelfs/file.hpp"

#include <algorithm>

namespace cloister::agent {
namespace {

bool is_number(const std::string& word) {
    return !word.empty() &&
           std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

// The head names the CPUs ("CPU0 CPU1 …"); ERR and MIS have one number for all, which no CPU owns.
Interrupts parse_interrupts(std::string_view text) {
    const std::vector<std::string> lines = lines_of(text);
    Interrupts interrupts;
    if (lines.empty())
        return interrupts;
    std::vector<CpuId> cpus;
    for (const std::string& word : words_of(lines.front()))
        if (word.starts_with("CPU") && is_number(word.substr(3)))
            cpus.push_back(CpuId{static_cast<std::uint32_t>(std::stoul(word.substr(3)))});
    for (const std::string& line : lines) {
        const std::vector<std::string> words = words_of(line);
        if (words.size() < cpus.size() + 1 || !words.front().ends_with(':'))
            continue;
        const std::string name = words.front().substr(0, words.front().size() - 1);
        for (std::size_t i = 0; i < cpus.size() && is_number(words[i + 1]); ++i)
            interrupts[name][cpus[i]] = std::stoull(words[i + 1]);
    }
    return interrupts;
}

Interrupts read_interrupts() {
    return parse_interrupts(read_file("/proc/interrupts"));
}

Interrupts read_softirqs() {
    return parse_interrupts(read_file("/proc/softirqs"));
}

Interrupts grown(const Interrupts& before, const Interrupts& after) {
    Interrupts difference;
    for (const auto& [name, numbers] : after)
        for (const auto& [cpu, number] : numbers) {
            const auto line = before.find(name);
            const auto old = line == before.end() ? numbers.end() : line->second.find(cpu);
            const bool known = line != before.end() && old != line->second.end();
            const std::uint64_t more = number - (known ? old->second : 0);
            if (more != 0)
                difference[name][cpu] = more;
        }
    return difference;
}

} // namespace cloister::agent
