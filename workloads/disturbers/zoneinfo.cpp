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

} // namespace cloister::workloads
