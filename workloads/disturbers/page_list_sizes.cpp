// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/page_list_sizes.hpp"

#include "probes/kernelfs/file.hpp"

#include <sstream>

namespace cloister::workloads {

std::map<std::uint32_t, std::uint64_t> movable_pages_by_cpu(const std::string& zoneinfo) {
    std::map<std::uint32_t, std::uint64_t> pages;
    std::istringstream words(zoneinfo);
    bool is_movable = false;
    std::uint32_t cpu = 0;
    for (std::string word; words >> word;) {
        if (word == "zone") {
            words >> word;
            is_movable = word == "Movable";
        } else if (word == "cpu:") {
            words >> cpu;
        } else if (word == "count:" && is_movable) {
            std::uint64_t count = 0;
            words >> count;
            pages[cpu] += count;
        }
    }
    return pages;
}

std::map<std::uint32_t, std::uint64_t> movable_pages_by_cpu() {
    return movable_pages_by_cpu(read_file("/proc/zoneinfo"));
}

} // namespace cloister::workloads
