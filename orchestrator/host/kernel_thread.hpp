// SPDX-License-Identifier: GPL-2.0-or-later
// The host's kernel threads: kthreadd (process 2) and its children, and what /proc says of each.
// Runs on: host. Errors: none; one that ends while it is looked at is not there.
#pragma once

#include "orchestrator/host/host_tree.hpp"

#include <optional>
#include <vector>

namespace cloister {

struct KernelThread {
    int id = 0;
    std::string name;
    std::uint64_t started = 0; // clock ticks since boot
    bool bound = false;        // it lets nobody move it (PF_NO_SETAFFINITY, include/linux/sched.h)
};

// By number. One read where the kernel lists a task's children (CONFIG_PROC_CHILDREN), else a walk.
std::vector<int> kernel_thread_ids(const HostTree& host);
// nullopt: there is none of this number, or it is no kernel thread.
std::optional<KernelThread> kernel_thread(const HostTree& host, int id);

} // namespace cloister
