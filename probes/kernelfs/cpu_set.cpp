// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/kernelfs/cpu_set.hpp"

#include <charconv>
#include <stdexcept>

namespace cloister {
namespace {

// Far above what any kernel is built for; a larger number is a typing error, not a machine.
constexpr std::uint32_t largest_cpu = 8191;

[[noreturn]] void refuse(std::string_view list, std::string_view why) {
    throw std::invalid_argument("CPU list '" + std::string(list) + "': " + std::string(why) +
                                " (write it like 2-3,5)");
}

std::uint32_t number_in(std::string_view text, std::string_view list) {
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        refuse(list, "'" + std::string(text) + "' is not a CPU number");
    if (value > largest_cpu)
        refuse(list, "CPU " + std::string(text) + " is beyond any kernel");
    return value;
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\n");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
}

} // namespace

CpuSet CpuSet::parse(std::string_view list) {
    CpuSet set;
    std::string_view rest = trimmed(list);
    if (rest.empty())
        return set;
    while (true) {
        const std::size_t comma = rest.find(',');
        const std::string_view range = rest.substr(0, comma);
        const std::size_t dash = range.find('-');
        const std::uint32_t from = number_in(range.substr(0, dash), list);
        const std::uint32_t to =
            dash == std::string_view::npos ? from : number_in(range.substr(dash + 1), list);
        if (to < from)
            refuse(list, "'" + std::string(range) + "' runs backwards");
        for (std::uint32_t cpu = from; cpu <= to; ++cpu)
            set.insert(CpuId{cpu});
        if (comma == std::string_view::npos)
            return set;
        rest = rest.substr(comma + 1);
    }
}

CpuSet CpuSet::first(std::uint32_t count) {
    CpuSet set;
    for (std::uint32_t cpu = 0; cpu < count; ++cpu)
        set.insert(CpuId{cpu});
    return set;
}

bool CpuSet::contains(const CpuSet& other) const {
    return other.minus(*this).empty();
}

CpuSet CpuSet::minus(const CpuSet& other) const {
    CpuSet rest;
    for (const CpuId cpu : cpus_)
        if (!other.contains(cpu))
            rest.insert(cpu);
    return rest;
}

CpuSet CpuSet::intersect(const CpuSet& other) const {
    CpuSet both;
    for (const CpuId cpu : cpus_)
        if (other.contains(cpu))
            both.insert(cpu);
    return both;
}

std::string CpuSet::list() const {
    std::string text;
    for (auto cpu = cpus_.begin(); cpu != cpus_.end();) {
        const std::uint32_t from = cpu->number;
        std::uint32_t to = from;
        for (++cpu; cpu != cpus_.end() && cpu->number == to + 1; ++cpu)
            to = cpu->number;
        text += (text.empty() ? "" : ",") + std::to_string(from);
        if (to != from)
            text += "-" + std::to_string(to);
    }
    return text;
}

} // namespace cloister
