// SPDX-License-Identifier: GPL-2.0-or-later
// Where kernels are made: of what data, into which cache, of whose source.
// Runs on: host. A value.
#pragma once

#include <filesystem>

namespace cloister {

struct KernelRoom {
    std::filesystem::path data;   // guest-kernel-config
    std::filesystem::path cache;  // kernel_cache.hpp
    std::filesystem::path source; // a directory, a tarball or a git tree; empty: the recipe's tarball
};

} // namespace cloister
