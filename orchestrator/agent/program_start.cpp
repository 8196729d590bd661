// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/program_start.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "probes/kernelfs/argv.hpp"
#include "probes/kernelfs/open_file.hpp"
#include "probes/kernelfs/run_on.hpp"

#include <array>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sys/wait.h>
#include <unistd.h>

namespace cloister::agent {
namespace {

constexpr unsigned nobody = 65534;

// Made before the fork: behind it nothing may be allocated.
struct Beginning {
    const ProgramStart& program;
    char* const* words;
    char* const* variables;
    cpu_set_t cpus;
    int output;
    int failure;
};

void set_oom_score(const char* score) {
    const int file = ::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    [[maybe_unused]] const ssize_t written = ::write(file, score, std::strlen(score));
    ::close(file);
}

// Only async-signal-safe calls: this is the child between fork and exec.
[[noreturn]] void become(const Beginning& begin) {
    const ProgramStart& program = begin.program;
    ::setsid();
    if (program.oom_score != nullptr)
        set_oom_score(program.oom_score);
    ::dup2(::open("/dev/null", O_RDONLY | O_CLOEXEC), STDIN_FILENO);
    ::dup2(begin.output, STDOUT_FILENO);
    ::dup2(begin.output, STDERR_FILENO);
    if (::chdir(program.directory) == 0 && ::sched_setaffinity(0, sizeof begin.cpus, &begin.cpus) == 0 &&
        (!program.unprivileged || (::setgid(nobody) == 0 && ::setuid(nobody) == 0)))
        ::execve(begin.words[0], begin.words, begin.variables);
    const int error = errno;
    [[maybe_unused]] const ssize_t written = ::write(begin.failure, &error, sizeof error);
    ::_exit(127);
}

} // namespace

// The pipe closes by itself on a successful exec.
int start_program(const ProgramStart& program) {
    const std::vector<char*> words = argv(program.words);
    const std::vector<char*> variables = argv(program.variables);
    std::ofstream(program.output).close(); // it is there
    const OpenFile output(program.output, O_WRONLY | O_APPEND);
    std::array<int, 2> failure{};
    check_errno(::pipe2(failure.data(), O_CLOEXEC), "pipe2");
    const Beginning begin{program,         words.data(), variables.data(), mask_of(program.cpus),
                          output.number(), failure[1]};
    const int pid = check_errno(::fork(), "fork");
    if (pid == 0)
        become(begin);
    ::close(failure[1]);
    int error = 0;
    const bool failed = ::read(failure[0], &error, sizeof error) == sizeof error;
    ::close(failure[0]);
    if (!failed)
        return pid;
    ::waitpid(pid, nullptr, 0);
    throw LabError(Fault::lab, "arm", program.words.front() + " cannot be started: " + std::strerror(error));
}

} // namespace cloister::agent
