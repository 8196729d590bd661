// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/memory_group.hpp"

#include "probes/kernelfs/check_errno.hpp"
#include "probes/kernelfs/file.hpp"

#include <filesystem>
#include <sys/mount.h>
#include <sys/stat.h>

namespace cloister::workloads {

std::string memory_group(const std::string& name) {
    const std::string root = group_path("");
    std::string group = group_path(name);
    if (std::filesystem::exists(group))
        return group;
    ::mkdir(root.c_str(), 0755); // there already: mount() will say what is wrong
    check_errno(::mount("cgroup2", root.c_str(), "cgroup2", 0, nullptr), "mount", root);
    write_file(root + "cgroup.subtree_control", "+memory");
    check_errno(::mkdir(group.c_str(), 0755), "mkdir", group);
    return group;
}

} // namespace cloister::workloads
