// SPDX-License-Identifier: GPL-2.0-or-later
// The host's threads of a guest's CPUs: how long each waited for a host CPU, and when it was on none.
// Runs on: host, whoever started QEMU. Errors: HostSwitchesRefused.
#pragma once

#include "orchestrator/machine/host_switches.hpp"

#include <memory>
#include <vector>

namespace cloister {

class VcpuThreads {
  public:
    // threads: in the order of the guest's CPUs.
    VcpuThreads(asio::any_io_executor executor, std::vector<pid_t> threads)
        : executor_(std::move(executor)), threads_(std::move(threads)) {}

    // Since each began; without those of which the host does not say it.
    std::map<CpuId, std::chrono::nanoseconds> all_waited() const;
    // Of these, from now on.
    void watch(const CpuSet& cpus);
    // What came since then, and no more: the watch is over.
    SeenOnHost seen();

  private:
    asio::any_io_executor executor_;
    std::vector<pid_t> threads_;
    std::unique_ptr<HostSwitches> switches_; // while they are watched
};

} // namespace cloister
