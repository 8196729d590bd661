// SPDX-License-Identifier: GPL-2.0-or-later
// Calls that interrupt every isolated CPU exactly once: what calibration counts against. Each returns when
// every CPU has answered, so two never merge; before each the subjects are asked to do what they do on
// request, which for some sources is all it takes (subjects/companion.hpp).
// Runs on: guest, on housekeeping CPUs, as root. Each is opened when made. Errors: std::system_error.
#pragma once

#include "workloads/handshake.h"

#include <memory>
#include <string_view>

namespace cloister::workloads {

class Provocation {
  public:
    virtual ~Provocation() = default;
    virtual void provoke() = 0;
    // How often that interrupted every CPU; where it is not always once, by a counter of the kernel's.
    virtual std::uint64_t times() { return 1; }
    // Where it can be seen what that was to do for each CPU, and whether it did: of the last one.
    virtual void add_to(std::array<DrainedPages, largest_cpus>& /*pages*/) const {}
};

using MakeProvocation = std::unique_ptr<Provocation> (*)(const Handshake& handshake);

// nullptr: no such provocation; orchestrator/plan/workload_names.cpp lists them.
MakeProvocation provocation_named(std::string_view name);
// It has lists of free pages emptied, and sees whether they were: armed and completed are told.
bool empties_page_lists(std::string_view name);

} // namespace cloister::workloads
