// SPDX-License-Identifier: GPL-2.0-or-later
// What /proc/zoneinfo says of each zone of memory, as mm/vmstat.c, zoneinfo_show_print(), prints it: all in
// pages. Runs on: guest. Errors: std::system_error where it cannot be read.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace cloister::workloads {

struct Zone {
    std::string name; // as "Movable"
    std::uint64_t free = 0;
    std::uint64_t managed = 0;
    std::map<std::uint32_t, std::uint64_t> listed = {}; // CPU → free pages in a list of its own
};

// Empty zones and those of other nodes as well.
std::vector<Zone> zones_in(const std::string& zoneinfo);
std::vector<Zone> zones();

// vm.min_free_kbytes with which the highest zone that the kernel takes memory of its own from has no more
// than spare pages to give: of all that is to be kept each zone has its share (__setup_per_zone_wmarks(),
// mm/page_alloc.c).
std::uint64_t kib_to_keep(const std::vector<Zone>& zones, std::uint64_t spare);

} // namespace cloister::workloads
