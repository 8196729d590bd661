// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/vcpu_threads.hpp"

#include "orchestrator/machine/qemu/schedstat.hpp"

namespace cloister {

std::map<CpuId, std::chrono::nanoseconds> VcpuThreads::all_waited() const {
    std::map<CpuId, std::chrono::nanoseconds> all;
    for (std::uint32_t cpu = 0; cpu < threads_.size(); ++cpu)
        if (const std::optional<std::chrono::nanoseconds> time = waited(threads_[cpu]))
            all[CpuId{cpu}] = *time;
    return all;
}

void VcpuThreads::watch(const CpuSet& cpus) {
    std::map<CpuId, pid_t> threads;
    for (const CpuId cpu : cpus)
        threads[cpu] = threads_.at(cpu.number);
    switches_ = std::make_unique<HostSwitches>(executor_, threads);
}

SeenOnHost VcpuThreads::seen() {
    SeenOnHost seen = switches_->seen();
    switches_.reset();
    return seen;
}

} // namespace cloister
