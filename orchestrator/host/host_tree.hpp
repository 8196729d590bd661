// SPDX-License-Identifier: GPL-2.0-or-later
// Where the host's knobs are: its root, and the CPUs of its threads, which no file takes. Tests have a tree
// of files and threads of their own. Runs on: host. Errors: std::system_error of its calls.
#pragma once

#include "probes/kernelfs/run_on.hpp"

#include <filesystem>
#include <functional>
#include <string>

namespace cloister {

struct HostTree {
    std::filesystem::path root = "/";
    std::function<CpuSet(int thread)> cpus_of_thread = [](int thread) { return cpus_of(thread); };
    std::function<void(int thread, const CpuSet& cpus)> bind_thread = [](int thread, const CpuSet& cpus) {
        run_on(cpus, thread);
    };

    // path: as the host has it, "/proc/irq".
    std::string file(const std::string& path) const {
        return (root / std::filesystem::path(path).relative_path()).string();
    }
};

} // namespace cloister
