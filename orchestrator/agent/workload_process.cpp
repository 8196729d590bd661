// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/workload_process.hpp"

#include "orchestrator/base/check_errno.hpp"

#include <csignal>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace cloister::agent {

WorkloadProcess::WorkloadProcess(std::vector<std::string> command, const CpuSet& cpus) : pid_(-1) {
    cpu_set_t mask;
    CPU_ZERO(&mask);
    for (const CpuId cpu : cpus)
        CPU_SET(cpu.number, &mask);
    std::vector<char*> words;
    for (std::string& word : command)
        words.push_back(word.data());
    words.push_back(nullptr);
    pid_ = check_errno(::fork(), "fork");
    if (pid_ != 0)
        return;
    if (::sched_setaffinity(0, sizeof mask, &mask) == 0)
        ::execv(words.front(), words.data());
    ::_exit(127);
}

WorkloadProcess::WorkloadProcess(WorkloadProcess&& other) noexcept : pid_(std::exchange(other.pid_, -1)) {}

WorkloadProcess::~WorkloadProcess() {
    if (pid_ < 0)
        return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
}

} // namespace cloister::agent
