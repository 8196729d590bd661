// SPDX-License-Identifier: GPL-2.0-or-later
// Where the kernel says which CPUs there are, and takes them away and back
// (Documentation/admin-guide/cputopology.rst). Runs on: guest. Pure.
#pragma once

#include "probes/kernelfs/cpu_set.hpp"

#include <string>

namespace cloister {

// file: "present", "online", "isolated", …: lists of CPUs.
inline std::string cpus_file(const std::string& file) {
    return "/sys/devices/system/cpu/" + file;
}
// "1" or "0"; none where this CPU stays.
inline std::string online_file(CpuId cpu) {
    return cpus_file("cpu" + std::to_string(cpu.number) + "/online");
}

} // namespace cloister
