// SPDX-License-Identifier: GPL-2.0-or-later
// A kernel as it was ordered, in full: what it is called, how it is made, of what.
// Runs on: host. A value.
#pragma once

#include "orchestrator/kernel/kernel_source.hpp"

namespace cloister {

struct KernelOrder {
    std::string reference; // what it is called
    Recipe recipe;
    KernelSource source;
};

std::string compiler();
// Of the kernel: source, patches, requested config and compiler.
std::string key_of(const KernelOrder& order);
// Of the tree that it can be built in: as above, without patches and without what these are configured with.
std::string tree_key_of(const KernelOrder& order);

} // namespace cloister
