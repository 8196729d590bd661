// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/wire/raw_gaps.hpp"

#include "workloads/handshake.h"

#include <cstring>
#include <stdexcept>

namespace cloister::wire {

using workloads::Gap;

std::string raw_gaps_name(CpuId cpu) {
    return "gaps/" + std::to_string(cpu.number) + ".raw";
}

std::string raw_gaps(const std::vector<SubjectGap>& of_one_cpu) {
    std::string bytes;
    for (const SubjectGap& each : of_one_cpu) {
        const Gap gap{static_cast<std::uint64_t>(each.at.count()),
                      static_cast<std::uint64_t>(each.length.count()), each.own_work ? 1U : 0U};
        bytes.append(reinterpret_cast<const char*>(&gap), sizeof gap);
    }
    return bytes;
}

std::vector<SubjectGap> parse_raw_gaps(CpuId cpu, std::string_view bytes) {
    if (bytes.size() % sizeof(Gap) != 0)
        throw std::runtime_error(raw_gaps_name(cpu) + " is cut off: " + std::to_string(bytes.size()) +
                                 " bytes");
    std::vector<SubjectGap> gaps;
    gaps.reserve(bytes.size() / sizeof(Gap));
    for (; !bytes.empty(); bytes.remove_prefix(sizeof(Gap))) {
        Gap gap{};
        std::memcpy(&gap, bytes.data(), sizeof gap);
        gaps.push_back({cpu, std::chrono::nanoseconds(gap.at_ns), std::chrono::nanoseconds(gap.length_ns),
                        gap.own_work != 0});
    }
    return gaps;
}

} // namespace cloister::wire
