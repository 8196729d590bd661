// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/pausing_task.hpp"

#include "probes/kernelfs/check_errno.hpp"

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

namespace cloister::agent {

PausingTask::PausingTask() : child_(check_errno(::fork(), "fork")) {
    while (child_ == 0)
        __builtin_ia32_pause();
}

PausingTask::~PausingTask() {
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
}

} // namespace cloister::agent
