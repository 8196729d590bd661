// SPDX-License-Identifier: GPL-2.0-or-later
// The operations that a guest knows (workloads/operations/operations.cpp). Runs on: host. Pure.
#pragma once

#include <string>
#include <vector>

namespace cloister {

inline const std::vector<std::string>& operation_names() {
    static const std::vector<std::string> names{
        "anon-fault",    "file-fault", "cache-read", "cache-write",      "mmap-munmap",     "fork-exit",
        "mlock-munlock", "page-alloc", "page-free",  "drain-none-armed", "drain-one-armed",
    };
    return names;
}

} // namespace cloister
