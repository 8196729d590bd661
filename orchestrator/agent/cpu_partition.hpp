// SPDX-License-Identifier: GPL-2.0-or-later
// Isolated CPUs as a cpuset partition of their own (Documentation/admin-guide/cgroup-v2.rst): whoever is not
// in its group is kept off them, also the agent. A mode asks for one by a knob of that name:
// /sys/fs/cgroup/GROUP/cpuset.cpus.partition, "isolated". Runs on: guest, as root, once all CPUs are up.
// Errors: std::system_error; LabError{lab, wire::partition_stage} where the kernel knows no such kind, {lab,
// "arm"} where the partition does not come to be, with the kernel's reason.
#pragma once

#include "results-schema/trial_spec.hpp"

#include <optional>
#include <string>

namespace cloister::agent {

class CpuPartition {
  public:
    CpuPartition(const CpuSet& cpus, const Knob& knob);

    // A process that is to run there joins it: its id is written to cgroup.procs in there.
    const std::string& group() const { return group_; }

  private:
    std::string group_;
};

// nullopt: this mode wants none.
std::optional<CpuPartition> partition_of(const ModeSpec& mode, const CpuSet& isolated);

} // namespace cloister::agent
