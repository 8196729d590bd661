// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/function_calls.hpp"

#include "probes/kernelfs/file.hpp"

#include <stdexcept>

namespace cloister::workloads {

std::vector<std::uint64_t> read_calls() {
    std::vector<std::uint64_t> calls;
    for (const std::string& line : lines_of(read_file("/proc/interrupts")))
        if (const std::vector<std::string> words = words_of(line); !words.empty() && words[0] == "CAL:")
            for (std::size_t i = 1;
                 i < words.size() && words[i].find_first_not_of("0123456789") == std::string::npos; ++i)
                calls.push_back(std::stoull(words[i]));
    return calls;
}

bool all_called(const CpuSet& cpus, const std::vector<std::uint64_t>& before,
                const std::vector<std::uint64_t>& after) {
    CpuSet called;
    for (const CpuId cpu : cpus)
        if (after.at(cpu.number) != before.at(cpu.number))
            called.insert(cpu);
    if (!called.empty() && called.size() < cpus.size())
        throw std::runtime_error("of the CPUs " + cpus.list() + " only " + called.list() + " were called");
    return !called.empty();
}

} // namespace cloister::workloads
