// SPDX-License-Identifier: GPL-2.0-or-later
// A control group that has CPUs for itself (cgroup v2, cpuset partition): nobody else may run there, and the
// scheduler balances nothing into it (Documentation/admin-guide/cgroup-v2.rst, "cpuset.cpus.partition"; root
// since 4.20, isolated since 6.1). It is threaded, a child of the root: a vCPU's thread joins it alone, while
// the rest of its process stays outside.
// Runs on: host, as root. Errors: std::system_error; std::runtime_error with the kernel's own reason.
#pragma once

#include "orchestrator/host/host_tree.hpp"

#include <optional>

namespace cloister {

// Where cgroup v2 is mounted, as the host names it; empty: nowhere.
std::string unified_hierarchy(const HostTree& host);
// Whether the groups beneath this cgroup.subtree_control have cpuset files.
bool has_cpuset(const std::string& subtree_control);

// "absent", or the partition and its CPUs: "isolated 2-3".
std::string control_group(const std::string& directory);
// Makes it as control_group() would tell it, or with "absent" lets its threads go and removes it.
void set_control_group(const std::string& directory, const std::string& state);

} // namespace cloister
