// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/agent/actor_process.hpp"

#include "orchestrator/agent/last_words.hpp"
#include "orchestrator/agent/program_start.hpp"

#include <csignal>
#include <fstream>
#include <sys/wait.h>

namespace cloister::agent {
namespace {

constexpr std::uint64_t most_starts = 10;

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

// The agent is spared by the OOM killer, and must be: actors are not.
void ActorProcess::start() {
    ++tale_.starts;
    pid_ = start_program({.words = order_.words,
                          .variables = {"PATH=/usr/bin:/bin", "HOME=/tmp", "LANG=C.UTF-8", "TERM=dumb"},
                          .output = output_file(),
                          .cpus = on_,
                          .directory = "/tmp",
                          .oom_score = "500",
                          .unprivileged = order_.unprivileged});
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
