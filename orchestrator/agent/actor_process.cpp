// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/actor_process.hpp"

#include "orchestrator/agent/last_words.hpp"
#include "orchestrator/base/lab_error.hpp"
#include "probes/kernelfs/argv.hpp"
#include "probes/kernelfs/check_errno.hpp"
#include "probes/kernelfs/file.hpp"

#include <array>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

namespace cloister::agent {
namespace {

constexpr std::uint64_t most_starts = 10;
constexpr unsigned nobody = 65534;

struct Beginning {
    char* const* words;
    char* const* variables;
    cpu_set_t cpus;
    int output;
    int failure;
    bool unprivileged;
};

// The agent is spared by the OOM killer, and must be: these are not.
void be_mortal() {
    const int file = ::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    [[maybe_unused]] const ssize_t written = ::write(file, "500", 3);
    ::close(file);
}

// Only async-signal-safe calls: this is the child between fork and exec.
[[noreturn]] void become(const Beginning& begin) {
    ::setsid();
    be_mortal();
    ::dup2(::open("/dev/null", O_RDONLY | O_CLOEXEC), STDIN_FILENO);
    ::dup2(begin.output, STDOUT_FILENO);
    ::dup2(begin.output, STDERR_FILENO);
    if (::chdir("/tmp") == 0 && ::sched_setaffinity(0, sizeof begin.cpus, &begin.cpus) == 0 &&
        (!begin.unprivileged || (::setgid(nobody) == 0 && ::setuid(nobody) == 0)))
        ::execve(begin.words[0], begin.words, begin.variables);
    const int error = errno;
    [[maybe_unused]] const ssize_t written = ::write(begin.failure, &error, sizeof error);
    ::_exit(127);
}

std::uint64_t number_in(const std::string& file) {
    std::uint64_t number = 0;
    std::ifstream(file, std::ios::binary).read(reinterpret_cast<char*>(&number), sizeof number);
    return number;
}

} // namespace

ActorProcess::ActorProcess(wire::ActorOrder order, std::size_t number, const CpuSet& on)
    : order_(std::move(order)), number_(number), on_(on) {
    tale_.name = order_.name;
    if (is_ours())
        std::ofstream(order_.words.back()) << std::string(sizeof(std::uint64_t), '\0');
    start();
}

bool ActorProcess::is_ours() const {
    return order_.words.front() == "/workloads";
}

std::string ActorProcess::output_file() const {
    return "/tmp/actor-" + std::to_string(number_) + ".txt";
}

// The pipe closes by itself on a successful exec.
void ActorProcess::start() {
    const std::vector<std::string> names{"PATH=/usr/bin:/bin", "HOME=/tmp", "LANG=C.UTF-8", "TERM=dumb"};
    const std::vector<char*> words = argv(order_.words);
    const std::vector<char*> variables = argv(names);
    std::array<int, 2> failure{};
    check_errno(::pipe2(failure.data(), O_CLOEXEC), "pipe2");
    Beginning begin{words.data(), variables.data(), {}, 0, failure[1], order_.unprivileged};
    CPU_ZERO(&begin.cpus);
    for (const CpuId cpu : on_)
        CPU_SET(cpu.number, &begin.cpus);
    begin.output =
        check_errno(::open(output_file().c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600),
                    "open", output_file());
    ++tale_.starts;
    pid_ = check_errno(::fork(), "fork");
    if (pid_ == 0)
        become(begin);
    ::close(failure[1]);
    ::close(begin.output);
    int error = 0;
    const bool failed = ::read(failure[0], &error, sizeof error) == sizeof error;
    ::close(failure[0]);
    if (failed)
        throw LabError(Fault::lab, "arm",
                       order_.words.front() + " cannot be started: " + std::strerror(error));
}

bool ActorProcess::has_ended(int pid, int status) {
    if (pid != pid_)
        return false;
    ::kill(-pid, SIGKILL); // what it started goes with it
    pid_ = -1;
    const bool by_signal = WIFSIGNALED(status);
    const bool killed = by_signal && (WTERMSIG(status) == SIGKILL || (asked_ && WTERMSIG(status) == SIGTERM));
    if (is_ours() && by_signal && !killed)
        tale_.signal = WTERMSIG(status);
    const bool failed = is_ours() && !by_signal && WEXITSTATUS(status) != 0;
    const bool left_early = !is_ours() && !asked_ && !killed;
    if (failed)
        tale_.words = last_words(output_file());
    if (left_early)
        tale_.words = (by_signal ? "ended by signal " + std::to_string(WTERMSIG(status))
                                 : "ended with status " + std::to_string(WEXITSTATUS(status))) +
                      " before its time, start " + std::to_string(tale_.starts) + ": " +
                      last_words(output_file());
    return true;
}

void ActorProcess::start_again() {
    if (!asked_ && !tale_.signal && tale_.starts < most_starts)
        start();
}

void ActorProcess::ask_to_end() {
    asked_ = true;
    if (pid_ > 0)
        ::kill(-pid_, SIGTERM);
}

wire::ActorTale ActorProcess::tale() const {
    wire::ActorTale tale = tale_;
    if (is_ours())
        tale.rounds = number_in(order_.words.back());
    return tale;
}

} // namespace cloister::agent
