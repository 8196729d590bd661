// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/cli/tell_verdict.hpp"

#include "orchestrator/base/duration.hpp"
#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/stop_signals.hpp"
#include "orchestrator/fleet/conclude_night.hpp"
#include "probes/kernelfs/argv.hpp"
#include "probes/kernelfs/check_errno.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstring>

namespace cloister {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t most_logged = 16384; // bytes of what it prints
constexpr std::size_t most_logged_lines = 200;

std::vector<std::string> environment_of(const NightDirectory& directory, const Nightly& night) {
    std::vector<std::string> all{
        "CLOISTER_VERDICT=" + name_of(night.verdict),
        "CLOISTER_NIGHT=" + std::filesystem::absolute(directory.path()).string(),
        "CLOISTER_PLAN=" + night.plan,
        fmt::format("CLOISTER_CELLS={}", night.cells.size()),
        fmt::format("CLOISTER_MEASURED={}", number_of(night, NightState::measured)),
        fmt::format("CLOISTER_FAILED={}",
                    number_of(night, NightState::failed) + number_of(night, NightState::build_failed)),
        fmt::format("CLOISTER_NOT_DONE={}", number_of(night, NightState::not_done)),
    };
    for (char** each = environ; *each != nullptr; ++each)
        all.emplace_back(*each);
    return all;
}

class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { ::close(number_); }
    int number() const { return number_; }

  private:
    int number_;
};

[[noreturn]] void become(const std::vector<char*>& words, const std::vector<char*>& variables, int input,
                         int output) {
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    let_stop_signals_through();
    ::dup2(input, STDIN_FILENO);
    ::dup2(output, STDOUT_FILENO);
    ::dup2(output, STDERR_FILENO);
    ::execvpe(words.front(), words.data(), variables.data());
    ::dprintf(STDERR_FILENO, "cannot start %s: %s\n", words.front(), std::strerror(errno));
    ::_exit(127);
}

// Milliseconds for poll(); 0: no time is left.
int left_until(Clock::time_point end) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000));
}

// What it prints, until it ends; false: its time was over. A program that it left behind in the background
// may hold the pipe for ever, so its end is what is waited for.
bool ends_in_time(int output, int process, Clock::time_point end, std::string& printed) {
    std::array<char, 4096> bytes{};
    std::array<pollfd, 2> awaited{{{output, POLLIN, 0}, {process, POLLIN, 0}}};
    for (;;) {
        if (Clock::now() >= end)
            return false;
        if (::poll(awaited.data(), awaited.size(), left_until(end)) <= 0)
            continue;
        const ssize_t got = awaited[0].revents == 0 ? -1 : ::read(output, bytes.data(), bytes.size());
        if (got > 0)
            printed.append(bytes.data(),
                           std::min(static_cast<std::size_t>(got), most_logged - printed.size()));
        else if (awaited[1].revents != 0)
            return true;
        else if (got == 0)
            awaited[0].fd = -1; // nothing more comes
    }
}

void log_lines(const NightDirectory& directory, const std::string& printed) {
    std::size_t lines = 0;
    for (std::size_t at = 0; at < printed.size() && lines < most_logged_lines; ++lines) {
        const std::size_t end = std::min(printed.find('\n', at), printed.size());
        directory.log_line("command: " + printed.substr(at, end - at));
        at = end + 1;
    }
}

int status_of(pid_t child) {
    int status = 1;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

} // namespace

std::optional<std::string> tell_verdict(const NightCommand& command, const NightDirectory& directory,
                                        const Nightly& night) {
    const std::vector<char*> words = argv(command.words);
    const std::vector<std::string> environment = environment_of(directory, night);
    const std::vector<char*> variables = argv(environment);
    const Descriptor input(check_errno(::open(directory.document().c_str(), O_RDONLY | O_CLOEXEC), "open",
                                       directory.document().string()));
    std::array<int, 2> ends{};
    check_errno(::pipe2(ends.data(), O_CLOEXEC), "pipe");
    const Descriptor output(ends[0]);
    const pid_t child = check_errno(::fork(), "fork");
    if (child == 0)
        become(words, variables, input.number(), ends[1]);
    ::setpgid(child, child); // whoever comes first: it may have to be ended as a group
    ::close(ends[1]);
    const Descriptor process(
        static_cast<int>(check_errno(::syscall(SYS_pidfd_open, child, 0), "pidfd_open")));
    std::string printed;
    const bool in_time =
        ends_in_time(output.number(), process.number(), Clock::now() + command.time, printed);
    if (!in_time)
        ::kill(-child, SIGKILL);
    const int status = status_of(child);
    log_lines(directory, printed);
    if (!in_time)
        return fmt::format("{} did not end within {} and was ended; command_time gives it longer",
                           command.words.front(), duration_text(command.time));
    if (status != 0)
        return fmt::format("{} ended with {}; what it said is in {}", command.words.front(), status,
                           directory.log().string());
    return std::nullopt;
}

} // namespace cloister
