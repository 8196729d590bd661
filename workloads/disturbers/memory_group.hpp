// SPDX-License-Identifier: GPL-2.0-or-later
// A memory cgroup in a hierarchy of our own (cgroup2). Runs on: guest, as root. Errors: std::system_error.
#pragma once

#include <string>

namespace cloister::workloads {

// Where a group of our hierarchy is, whether it is there or not; "": its root.
inline std::string group_path(const std::string& name) {
    return "/tmp/cgroup/" + name;
}

// The directory of the group so named; made where it is not there yet.
std::string memory_group(const std::string& name);

} // namespace cloister::workloads
