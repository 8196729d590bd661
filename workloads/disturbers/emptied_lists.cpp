// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/emptied_lists.hpp"

#include "probes/kernelfs/file.hpp"

#include <algorithm>
#include <system_error>

namespace cloister::workloads {

void expect_lists_drained_by_work() {
    if (read_file("/proc/kallsyms").find(" drain_local_pages_wq\n") == std::string::npos)
        throw std::system_error(EOPNOTSUPP, std::generic_category(),
                                "whoever drains empties them himself, under a lock (__drain_all_pages())");
}

EmptiedLists::ByCpu EmptiedLists::listed(const std::vector<Zone>& zones) const {
    ByCpu sum;
    for (const CpuId cpu : cpus_)
        sum[cpu.number] = 0;
    for (const Zone& zone : zones)
        for (const auto& [cpu, pages] : zone.listed)
            if ((zone_.empty() || zone.name == zone_) && sum.contains(cpu))
                sum[cpu] += pages;
    return sum;
}

bool EmptiedLists::are_empty() const {
    return std::all_of(after_.begin(), after_.end(), [](const auto& each) { return each.second == 0; });
}

void EmptiedLists::add_to(std::array<DrainedPages, largest_cpus>& pages) const {
    for (const CpuId cpu : cpus_) {
        const bool had_some = before_.at(cpu.number) > 0;
        pages.at(cpu.number).armed += had_some ? 1U : 0U;
        pages.at(cpu.number).completed += had_some && after_.at(cpu.number) == 0 ? 1U : 0U;
    }
}

} // namespace cloister::workloads
