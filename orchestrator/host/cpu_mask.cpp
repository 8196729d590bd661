// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/host/cpu_mask.hpp"

#include <fmt/format.h>

#include <charconv>
#include <stdexcept>
#include <vector>

namespace cloister {
namespace {

constexpr std::uint32_t bits_of_group = 32;
constexpr int hexadecimal = 16;

} // namespace

CpuSet parse_cpu_mask(std::string_view mask) {
    CpuSet cpus;
    std::string_view rest = mask;
    for (std::uint32_t first = 0;; first += bits_of_group) {
        const std::size_t comma = rest.rfind(',');
        const std::string_view group = comma == std::string_view::npos ? rest : rest.substr(comma + 1);
        std::uint32_t bits = 0;
        const auto [end, error] =
            std::from_chars(group.data(), group.data() + group.size(), bits, hexadecimal);
        if (group.empty() || error != std::errc() || end != group.data() + group.size())
            throw std::invalid_argument("'" + std::string(mask) + "' is no mask of CPUs");
        for (std::uint32_t bit = 0; bit < bits_of_group; ++bit)
            if ((bits >> bit & 1U) != 0)
                cpus.insert(CpuId{first + bit});
        if (comma == std::string_view::npos)
            return cpus;
        rest = rest.substr(0, comma);
    }
}

std::string cpu_mask(const CpuSet& cpus) {
    if (cpus.empty())
        return "0";
    std::vector<std::uint32_t> groups(std::prev(cpus.end())->number / bits_of_group + 1);
    for (const CpuId cpu : cpus)
        groups[cpu.number / bits_of_group] |= 1U << cpu.number % bits_of_group;
    std::string mask;
    for (auto group = groups.rbegin(); group != groups.rend(); ++group)
        mask += mask.empty() ? fmt::format("{:x}", *group) : fmt::format(",{:08x}", *group);
    return mask;
}

} // namespace cloister
