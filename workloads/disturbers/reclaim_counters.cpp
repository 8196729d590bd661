// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/reclaim_counters.hpp"

#include "probes/kernelfs/file.hpp"

#include <sstream>

namespace cloister::workloads {

DirectReclaims direct_reclaims_in(const std::string& vmstat) {
    DirectReclaims reclaims;
    std::istringstream lines(vmstat);
    std::string name;
    for (std::uint64_t value = 0; lines >> name >> value;) {
        if (name.starts_with("allocstall_"))
            reclaims.number += value;
        else if (name == "pgsteal_direct")
            reclaims.pages = value;
    }
    return reclaims;
}

DirectReclaims direct_reclaims() {
    return direct_reclaims_in(read_file("/proc/vmstat"));
}

} // namespace cloister::workloads
