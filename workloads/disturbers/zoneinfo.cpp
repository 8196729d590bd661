// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/zoneinfo.hpp"

#include "probes/kernelfs/file.hpp"

#include <sstream>

namespace cloister::workloads {

std::vector<Zone> zones_in(const std::string& zoneinfo) {
    std::vector<Zone> zones;
    std::istringstream words(zoneinfo);
    std::uint32_t cpu = 0;
    for (std::string word; words >> word;) {
        if (word == "zone")
            words >> zones.emplace_back().name;
        else if (zones.empty())
            continue;
        else if (word == "free")
            words >> zones.back().free;
        else if (word == "managed")
            words >> zones.back().managed;
        else if (word == "cpu:")
            words >> cpu;
        else if (word == "count:")
            words >> zones.back().listed[cpu];
    }
    return zones;
}

std::vector<Zone> zones() {
    return zones_in(read_file("/proc/zoneinfo"));
}

std::uint64_t kib_to_keep(const std::vector<Zone>& zones, std::uint64_t spare) {
    constexpr std::uint64_t kib_per_page = 4;
    std::uint64_t managed = 0;
    const Zone* highest = nullptr;
    for (const Zone& zone : zones) {
        managed += zone.managed;
        if (zone.managed > 0 && zone.name != "Movable")
            highest = &zone;
    }
    if (highest == nullptr || highest->free <= spare)
        return 0;
    const std::uint64_t kept = highest->free - spare;
    return (kept * managed + highest->managed - 1) / highest->managed * kib_per_page;
}

} // namespace cloister::workloads
