// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/workload_process.hpp"

#include "probes/kernelfs/argv.hpp"

#include <csignal>
#include <spawn.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace cloister::agent {

WorkloadProcess::WorkloadProcess(const std::vector<std::string>& command) : pid_(-1) {
    const std::vector<char*> words = argv(command);
    if (const int error = ::posix_spawn(&pid_, words.front(), nullptr, nullptr, words.data(), environ))
        throw std::system_error(error, std::generic_category(), "start " + command.front());
}

WorkloadProcess::WorkloadProcess(WorkloadProcess&& other) noexcept : pid_(std::exchange(other.pid_, -1)) {}

WorkloadProcess::~WorkloadProcess() {
    if (pid_ < 0)
        return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
}

} // namespace cloister::agent
