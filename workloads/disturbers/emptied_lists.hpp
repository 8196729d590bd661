// SPDX-License-Identifier: GPL-2.0-or-later
// Which CPUs' lists of free pages had pages before a call and have none after it. One that spins takes and
// frees no page meanwhile: its list was emptied, or is as it was. Runs on: guest.
#pragma once

#include "probes/kernelfs/cpu_set.hpp"
#include "workloads/disturbers/zoneinfo.hpp"
#include "workloads/handshake.h"

#include <string_view>

namespace cloister::workloads {

// Throws std::system_error with EOPNOTSUPP on a kernel that queues no work for it (drain_local_pages_wq(),
// mm/page_alloc.c, until 5.19 or so).
void expect_lists_drained_by_work();

class EmptiedLists {
  public:
    // zone: whose lists the call empties, as "Movable"; "": those of all zones.
    EmptiedLists(CpuSet cpus, std::string_view zone) : cpus_(std::move(cpus)), zone_(zone) {}

    void before(const std::vector<Zone>& zones) { before_ = listed(zones); }
    void after(const std::vector<Zone>& zones) { after_ = listed(zones); }
    // After it, of all CPUs.
    bool are_empty() const;
    // Of the last call: the CPU's lists had pages, and have none.
    void add_to(std::array<DrainedPages, largest_cpus>& pages) const;

  private:
    using ByCpu = std::map<std::uint32_t, std::uint64_t>;

    ByCpu listed(const std::vector<Zone>& zones) const;

    CpuSet cpus_;
    std::string zone_;
    ByCpu before_;
    ByCpu after_;
};

} // namespace cloister::workloads
