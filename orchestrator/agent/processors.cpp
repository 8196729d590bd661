// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/processors.hpp"

#include "orchestrator/base/check_errno.hpp"
#include "probes/kernelfs/cpu_set.hpp"
#include "probes/kernelfs/file.hpp"

#include <cstdio>
#include <exception>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace cloister::agent {
namespace {

void bring_online() {
    const std::string directory = "/sys/devices/system/cpu/";
    const CpuSet present = CpuSet::parse(read_knob(directory + "present").value_or(""));
    const CpuSet online = CpuSet::parse(read_knob(directory + "online").value_or(""));
    for (const CpuId cpu : present.minus(online))
        write_file(directory + "cpu" + std::to_string(cpu.number) + "/online", "1");
}

} // namespace

ComingProcessors::ComingProcessors() : child_(check_errno(::fork(), "fork")) {
    if (child_ != 0)
        return;
    try {
        bring_online();
        ::_exit(0);
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "cloister agent: %s\n", failure.what());
    }
    ::_exit(1);
}

ComingProcessors::~ComingProcessors() {
    if (child_ > 0)
        ::waitpid(child_, nullptr, 0);
}

void ComingProcessors::wait() {
    int status = 0;
    check_errno(::waitpid(std::exchange(child_, -1), &status, 0), "waitpid");
    if (status != 0)
        throw std::runtime_error("not every CPU comes online");
}

} // namespace cloister::agent
