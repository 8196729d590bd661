// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/processors.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "probes/kernelfs/check_errno.hpp"
#include "probes/kernelfs/cpu_files.hpp"
#include "probes/kernelfs/file.hpp"

#include <cstdio>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace cloister::agent {
namespace {

CpuSet listed(const char* file) {
    return CpuSet::parse(read_knob(cpus_file(file)).value_or(""));
}

void bring_online() {
    for (const CpuId cpu : listed("present").minus(listed("online")))
        write_file(online_file(cpu), "1");
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

void ComingProcessors::wait(const CpuSet& wanted) {
    check_errno(::waitpid(std::exchange(child_, -1), nullptr, 0), "waitpid");
    if (const CpuSet online = listed("online"); online != wanted)
        throw LabError(Fault::lab, "arm", "CPUs " + online.list() + " are online, not " + wanted.list());
}

} // namespace cloister::agent
