// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/host/vcpu_group.hpp"

#include "orchestrator/host/control_group.hpp"
#include "orchestrator/host/families.hpp"
#include "probes/kernelfs/file.hpp"

#include <unistd.h>

namespace cloister {

std::optional<VcpuGroup> vcpu_group_to_join(const HostTree& host) {
    const std::string hierarchy = unified_hierarchy(host);
    const std::string directory = host.file(hierarchy + "/" + vcpu_group);
    if (hierarchy.empty() || ::access((directory + "/cgroup.threads").c_str(), W_OK) != 0 ||
        ::access(host.file(hierarchy + "/cgroup.procs").c_str(), W_OK) != 0)
        return std::nullopt;
    return VcpuGroup{directory, CpuSet::parse(read_knob(directory + "/cpuset.cpus").value_or(""))};
}

void join(const VcpuGroup& group, pid_t thread) {
    const std::string above = std::filesystem::path(group.directory).parent_path().string();
    write_file(above + "/cgroup.procs", std::to_string(thread)); // a thread's number means its process
    write_file(group.directory + "/cgroup.threads", std::to_string(thread));
}

} // namespace cloister
