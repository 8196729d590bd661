// SPDX-License-Identifier: GPL-2.0-or-later
// How many free pages each CPU keeps of the movable zone, in a list of its own: /proc/zoneinfo, as
// mm/vmstat.c, zoneinfo_show_print(), prints it. Runs on: guest. Errors: std::system_error where it cannot be
// read.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace cloister::workloads {

// CPU → pages; of all nodes together. A CPU that is not named has none.
std::map<std::uint32_t, std::uint64_t> movable_pages_by_cpu(const std::string& zoneinfo);
std::map<std::uint32_t, std::uint64_t> movable_pages_by_cpu();

} // namespace cloister::workloads
