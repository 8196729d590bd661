// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/host/control_group.hpp"
#include "orchestrator/host/families.hpp"
#include "orchestrator/host/file_knob.hpp"
#include "probes/kernelfs/file.hpp"

#include <algorithm>

namespace cloister {
namespace {

constexpr const char* family = "cpuset partition";

// Why a hierarchy of version 2 has no cpuset, or there is no such hierarchy.
std::string why_none(const HostTree& host) {
    for (const std::string& line : lines_of(read_file(host.file("/proc/self/mounts")))) {
        const std::vector<std::string> words = words_of(line);
        constexpr std::size_t options = 3;
        if (words.size() > options && words[2] == "cgroup" &&
            ("," + words[options] + ",").find(",cpuset,") != std::string::npos)
            return "cpuset belongs to cgroup v1 here (" + words[1] +
                   "), which has no partitions: boot the host with cgroup_no_v1=cpuset";
    }
    return "no cgroup v2 with a cpuset controller is mounted: mount -t cgroup2 none /sys/fs/cgroup";
}

bool offers_cpuset(const HostTree& host, const std::string& hierarchy) {
    const std::vector<std::string> offered =
        words_of(read_knob(host.file(hierarchy + "/cgroup.controllers")).value_or(""));
    return std::find(offered.begin(), offered.end(), "cpuset") != offered.end();
}

} // namespace

std::vector<HostKnob> cpu_partition(const HostTree& host, const HostCpus& cpus) {
    const std::string hierarchy = unified_hierarchy(host);
    if (hierarchy.empty() || !offers_cpuset(host, hierarchy))
        return {no_knob(family, family, why_none(host))};
    HostKnob controller = file_knob(host, family, "cpuset of control groups",
                                    {KnobKind::controller, hierarchy + "/cgroup.subtree_control"}, "");
    controller.wanted = "on";
    HostKnob group = file_knob(host, family, vcpu_group, {KnobKind::group, hierarchy + "/" + vcpu_group}, "");
    group.wanted = "isolated " + cpus.quiet.list();
    if (group.now != "absent" && group.differs())
        group.why_not = "it is there already, and no journal says whose: rmdir " + group.place.path;
    return {controller, group};
}

} // namespace cloister
