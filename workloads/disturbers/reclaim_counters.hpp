// SPDX-License-Identifier: GPL-2.0-or-later
// How often whoever asked for memory had to take pages back himself, and how many he took: /proc/vmstat, of
// all zones together; kswapd's and those of memory cgroups are not among them. Runs on: guest. Errors:
// std::system_error where it cannot be read.
#pragma once

#include <cstdint>
#include <string>

namespace cloister::workloads {

struct DirectReclaims {
    std::uint64_t number = 0; // allocstall_ZONE
    std::uint64_t pages = 0;  // pgsteal_direct
};

DirectReclaims direct_reclaims_in(const std::string& vmstat);
DirectReclaims direct_reclaims();

} // namespace cloister::workloads
