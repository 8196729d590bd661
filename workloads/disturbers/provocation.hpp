// SPDX-License-Identifier: GPL-2.0-or-later
// Calls that interrupt every isolated CPU exactly once, whatever it holds: what calibration counts against.
// Each returns when every CPU has answered, so two never merge.
// Runs on: guest, on housekeeping CPUs, as root. Each is opened when made. Errors: std::system_error.
#pragma once

#include "probes/kernelfs/cpu_set.hpp"

#include <memory>
#include <string_view>

namespace cloister::workloads {

class Provocation {
  public:
    virtual ~Provocation() = default;
    virtual void provoke() = 0;
};

using MakeProvocation = std::unique_ptr<Provocation> (*)(const CpuSet& isolated);

// nullptr: no such provocation; orchestrator/plan/workload_names.cpp lists them.
MakeProvocation provocation_named(std::string_view name);

} // namespace cloister::workloads
