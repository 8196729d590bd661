// SPDX-License-Identifier: GPL-2.0-or-later
#include "workloads/disturbers/vm_counters.hpp"

#include "probes/kernelfs/file.hpp"

#include <sstream>
#include <stdexcept>

namespace cloister::workloads {

std::uint64_t vm_counter(const std::string& name) {
    std::istringstream lines(read_file("/proc/vmstat"));
    std::string each;
    for (std::uint64_t value = 0; lines >> each >> value;)
        if (each == name)
            return value;
    throw std::runtime_error("/proc/vmstat has no " + name);
}

} // namespace cloister::workloads
