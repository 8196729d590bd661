// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/processors.hpp"

#include "probes/kernelfs/cpu_set.hpp"
#include "probes/kernelfs/file.hpp"

namespace cloister::agent {

void bring_processors_online() {
    const std::string directory = "/sys/devices/system/cpu/";
    const CpuSet present = CpuSet::parse(read_knob(directory + "present").value_or(""));
    const CpuSet online = CpuSet::parse(read_knob(directory + "online").value_or(""));
    for (const CpuId cpu : present.minus(online))
        write_file(directory + "cpu" + std::to_string(cpu.number) + "/online", "1");
}

} // namespace cloister::agent
