// SPDX-License-Identifier: GPL-2.0-or-later
// The calls that make the kernel drain every CPU's batches, each one lru_add_drain_all() a call.
// Runs on: guest, on housekeeping CPUs, as root. Each is opened and warmed when made. Errors:
// std::system_error
// where the kernel lacks it.
#pragma once

#include "probes/kernelfs/cpu_set.hpp"

#include <map>
#include <memory>
#include <string_view>

namespace cloister::workloads {

class DrainCall {
  public:
    virtual ~DrainCall() = default;
    virtual void prepare() {} // what the call needs anew each time; not timed
    virtual void drain() = 0;
    virtual void tidy_up() {} // what the call left in this CPU's own batch; not timed
};

// Who is where once all run.
struct Layout {
    CpuSet housekeeping;
    std::map<CpuId, int> subjects; // process ids
};

using MakeDrainCall = std::unique_ptr<DrainCall> (*)(const Layout& layout);

// nullptr: no such call; orchestrator/plan/workload_names.cpp lists them.
MakeDrainCall drain_call_named(std::string_view name);

} // namespace cloister::workloads
