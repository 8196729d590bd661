// SPDX-License-Identifier: GPL-2.0-or-later
// A subject or disturber as a child of the agent. It begins where the agent is, on the housekeeping CPUs; a
// subject pins itself. Not by fork(): to copy the page tables of the agent took 6 ms under TCG.
// Runs on: guest. Owns the child: a destructor kills what still runs. Errors: std::system_error; LabError
// names a workload that ended before its time.
#pragma once

#include <string>
#include <vector>

namespace cloister::agent {

class WorkloadProcess {
  public:
    explicit WorkloadProcess(const std::vector<std::string>& command);
    WorkloadProcess(WorkloadProcess&& other) noexcept;
    WorkloadProcess& operator=(WorkloadProcess&&) = delete;
    ~WorkloadProcess();

    int pid() const { return pid_; }

  private:
    int pid_; // -1: moved from
};

} // namespace cloister::agent
