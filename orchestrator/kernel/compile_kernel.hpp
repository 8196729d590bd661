// SPDX-License-Identifier: GPL-2.0-or-later
// A tree that has its patches → a cache entry: configured, compiled, its image, map, config and facts copied.
// What is compiled in the tree already stays, and gives the same bytes as a build from nothing: no time,
// user, host, path or count of builds gets into a kernel. Runs on: host; blocks for minutes. Errors:
// LabError{lab} naming every requested option that did not survive, or with the last lines of the build,
// {interrupted}.
#pragma once

#include "orchestrator/base/progress.hpp"
#include "orchestrator/kernel/kernel_order.hpp"

namespace cloister {

struct BuildPlace {
    std::filesystem::path tree;
    std::filesystem::path entry; // is there, and is filled
    std::filesystem::path log;
    bool is_compiled = false; // the tree has been built before: how much is to be done nobody knows
    std::string changes = {}; // what its patches change in the source, as a diff
};

void compile_kernel(const KernelOrder& order, const BuildPlace& place, const OnProgress& on_progress);

} // namespace cloister
