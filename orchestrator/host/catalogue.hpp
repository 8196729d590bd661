// SPDX-License-Identifier: GPL-2.0-or-later
// All knobs of a host, in the order in which they are written: a cpuset partition moves threads and work
// queues by itself, so it comes first, and what it moved is put back before it goes.
// Runs on: host. Reads, and writes nothing. Errors: std::system_error where the kernel shows none of its
// files.
#pragma once

#include "orchestrator/host/host_knob.hpp"
#include "orchestrator/host/host_tree.hpp"

namespace cloister {

// Refuses CPUs that are not online, or all that are, with LabError{wrong_use}.
HostCpus host_cpus(const HostTree& host, const CpuSet& quiet);
std::vector<HostKnob> host_knobs(const HostTree& host, const HostCpus& cpus);

} // namespace cloister
