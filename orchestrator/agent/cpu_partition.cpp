// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/cpu_partition.hpp"

#include "orchestrator/agent/file_systems.hpp"
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/wire/partition_stage.hpp"
#include "probes/kernelfs/check_errno.hpp"
#include "probes/kernelfs/file.hpp"

#include <algorithm>
#include <sys/stat.h>

namespace cloister::agent {
namespace {

constexpr const char* hierarchy = "/sys/fs/cgroup";
constexpr const char* name_of_file = "/cpuset.cpus.partition";

} // namespace

CpuPartition::CpuPartition(const CpuSet& cpus, const Knob& knob)
    : group_(knob.path.substr(0, knob.path.rfind('/'))) {
    mount_on(hierarchy, "cgroup2");
    write_file(std::string(hierarchy) + "/cgroup.subtree_control", "+cpuset");
    check_errno(::mkdir(group_.c_str(), 0755), "mkdir", group_);
    write_file(group_ + "/cpuset.cpus", cpus.list());
    try {
        write_file(knob.path, knob.value);
    } catch (const std::system_error& error) {
        if (error.code().value() != EINVAL)
            throw;
        throw LabError(Fault::lab, wire::partition_stage,
                       "this kernel knows no cpuset partition that is " + knob.value);
    }
    // A kernel that cannot says why: "isolated invalid (Cpu list in cpuset.cpus not exclusive)".
    if (const std::string now = read_knob(knob.path).value_or("nothing"); now != knob.value)
        throw LabError(Fault::lab, "arm", knob.path + " of CPUs " + cpus.list() + " says: " + now);
}

std::optional<CpuPartition> partition_of(const ModeSpec& mode, const CpuSet& isolated) {
    const auto knob = std::find_if(mode.knobs.begin(), mode.knobs.end(),
                                   [](const Knob& each) { return each.path.ends_with(name_of_file); });
    return knob == mode.knobs.end() ? std::nullopt : std::optional(CpuPartition(isolated, *knob));
}

} // namespace cloister::agent
