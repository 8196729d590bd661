// SPDX-License-Identifier: GPL-2.0-or-later
// The host's knobs in a few words, for every trial's record: interrupts and threads are counted. It is read
// before each guest, so it must cost next to nothing: a file for each interrupt, a call for each thread.
// Runs on: host, as anybody. Errors: none; what cannot be read is left out.
#pragma once

#include "orchestrator/host/host_tree.hpp"

#include <map>

namespace cloister {

// cpus: the host's that the isolated vCPUs are bound to. journal: where a prepared host says so.
std::map<std::string, std::string> knobs_in_force(const HostTree& host, const CpuSet& cpus,
                                                  const std::filesystem::path& journal);

} // namespace cloister
