// SPDX-License-Identifier: GPL-2.0-or-later
// The pages that a CPU has charged to a memory cgroup beforehand are given back by drain_all_stock(),
// mm/memcontrol.c: drain_local_stock() as a work item on each CPU that keeps some. Runs on: guest, on
// housekeeping CPUs. Errors: std::system_error with EOPNOTSUPP where the kernel passes over isolated CPUs.
#pragma once

#include "workloads/disturbers/provocation.hpp"

namespace cloister::workloads {

// Of a cgroup with the subjects in it, each of which touches a fresh page when asked.
std::unique_ptr<Provocation> memcg_stock(const Handshake& handshake);

} // namespace cloister::workloads
