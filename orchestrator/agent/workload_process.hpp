// SPDX-License-Identifier: GPL-2.0-or-later
// A subject or disturber as a child of the agent, pinned before it starts.
// Runs on: guest. Owns the child: a destructor kills what still runs. Errors: std::system_error; LabError
// names a workload that ended before its time.
#pragma once

#include "probes/kernelfs/cpu_set.hpp"

#include <string>
#include <vector>

namespace cloister::agent {

class WorkloadProcess {
  public:
    WorkloadProcess(std::vector<std::string> command, const CpuSet& cpus);
    WorkloadProcess(WorkloadProcess&& other) noexcept;
    WorkloadProcess& operator=(WorkloadProcess&&) = delete;
    ~WorkloadProcess();

    int pid() const { return pid_; }

  private:
    int pid_; // -1: moved from
};

} // namespace cloister::agent
