// SPDX-License-Identifier: GPL-2.0-or-later
// The control group in which a prepared host keeps CPUs for vCPU threads (control_group.hpp): who is not in
// it cannot run there, so a vCPU that is bound to such a CPU joins first. Its process goes to the root group
// with its other threads: a threaded group takes threads of its parent's processes alone. Runs on: host; as
// root to join. Errors: std::system_error.
#pragma once

#include "orchestrator/host/host_tree.hpp"

#include <optional>

#include <sys/types.h>

namespace cloister {

struct VcpuGroup {
    std::string directory;
    CpuSet cpus;
};

// nullopt: the host has none, or lets us not join.
std::optional<VcpuGroup> vcpu_group_to_join(const HostTree& host = {});
void join(const VcpuGroup& group, pid_t thread);

} // namespace cloister
