// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/qemu/cost_log.hpp"

#include "orchestrator/machine/qemu/plugin_log.hpp"
#include "probes/kernelfs/file.hpp"

#include <array>
#include <stdexcept>

namespace cloister {
namespace {

constexpr const char* plugin = "operation-costs";

void count(const std::string& line, CountedOperation& operation) {
    constexpr std::size_t of_a_turn = 8;
    constexpr std::size_t of_a_place = 4;
    constexpr int hexadecimal = 16;
    const std::vector<std::string> words = words_of(line);
    if (words.size() == of_a_turn && words[0] == "turn") {
        const CpuId cpu{static_cast<std::uint32_t>(number_in(words[1], plugin, line))};
        std::array<std::uint64_t, of_a_turn - 2> numbers{};
        for (std::size_t i = 0; i < numbers.size(); ++i)
            numbers[i] = number_in(words[i + 2], plugin, line);
        operation.turns[cpu].push_back(
            {numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]});
    } else if (words.size() == of_a_place && words[0] == "place") {
        const CpuId cpu{static_cast<std::uint32_t>(number_in(words[1], plugin, line))};
        operation.places[cpu][number_in(words[2], plugin, line, hexadecimal)] =
            number_in(words[3], plugin, line);
    } else {
        refuse_line(plugin, line);
    }
}

} // namespace

std::vector<CountedOperation> counted_operations(std::string_view log) {
    std::vector<CountedOperation> operations(1);
    for (const std::string& line : lines_of(log))
        if (line == "end")
            operations.emplace_back();
        else
            count(line, operations.back());
    if (operations.back() != CountedOperation())
        throw std::runtime_error("operation-costs: its log has no end");
    operations.pop_back();
    return operations;
}

} // namespace cloister
