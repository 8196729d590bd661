// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/logged_command.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/stop_signals.hpp"
#include "probes/kernelfs/argv.hpp"
#include "probes/kernelfs/check_errno.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstring>
#include <deque>
#include <fstream>

namespace cloister {
namespace {

constexpr std::size_t last_lines = 12;

std::vector<std::string> environment_with(const std::vector<std::string>& added) {
    std::vector<std::string> all = added;
    for (char** each = environ; *each != nullptr; ++each)
        all.emplace_back(*each);
    return all;
}

extern "C" void end_the_group(int) {
    ::kill(0, SIGKILL);
}

// The command runs beneath a keeper, both in a process group of their own: a make has makes beneath it, which
// would build on without their parent. The kernel tells the keeper when we are gone, and it ends the group.
// Until then it holds whatever lock we hold, so nobody takes over a directory that is still being written.
[[noreturn]] void keep(const std::vector<char*>& arguments, const std::vector<char*>& variables,
                       const std::filesystem::path& directory, pid_t parent) {
    ::setpgid(0, 0);
    ::signal(SIGTERM, end_the_group);
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    let_stop_signals_through();
    if (::getppid() != parent)
        ::_exit(1);
    const pid_t command = ::fork();
    if (command == 0) {
        for (const int signal : {SIGINT, SIGTERM, SIGHUP})
            ::signal(signal, SIG_DFL);
        if (directory.empty() || ::chdir(directory.c_str()) == 0)
            ::execvpe(arguments.front(), arguments.data(), variables.data());
        ::dprintf(STDERR_FILENO, "cannot start %s: %s\n", arguments.front(), std::strerror(errno));
        ::_exit(127);
    }
    int status = 1;
    while (::waitpid(command, &status, 0) < 0 && errno == EINTR)
        continue;
    ::_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
}

class Running {
  public:
    Running(const std::vector<std::string>& words, const std::filesystem::path& directory,
            const std::vector<std::string>& added)
        : keeper_(-1), output_(-1) {
        const std::vector<char*> arguments = argv(words);
        const std::vector<std::string> environment = environment_with(added);
        const std::vector<char*> variables = argv(environment);
        std::array<int, 2> ends{};
        check_errno(::pipe2(ends.data(), O_CLOEXEC), "pipe");
        const pid_t parent = ::getpid();
        keeper_ = check_errno(::fork(), "fork");
        if (keeper_ == 0) {
            ::dup2(ends[1], STDOUT_FILENO);
            ::dup2(ends[1], STDERR_FILENO);
            ::dup2(::open("/dev/null", O_RDONLY), STDIN_FILENO);
            ::close(ends[0]);
            ::close(ends[1]);
            keep(arguments, variables, directory, parent);
        }
        ::setpgid(keeper_, keeper_); // whoever comes first: it must be a group before it is killed as one
        ::close(ends[1]);
        output_ = ends[0];
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    ~Running() {
        if (keeper_ > 0) {
            ::kill(-keeper_, SIGKILL);
            finish();
        }
        ::close(output_);
    }

    // What the command prints, to the end; LabError{interrupted} when a stop signal comes first.
    void read_all(StopSignals& stop, const std::function<void(std::string_view)>& on_bytes) const {
        std::array<char, 65536> bytes{};
        std::array<pollfd, 2> awaited{{{output_, POLLIN, 0}, {stop.descriptor(), POLLIN, 0}}};
        for (;;) {
            if (::poll(awaited.data(), awaited.size(), -1) < 0)
                continue;
            if (stop.raised())
                throw LabError(Fault::interrupted, "kernel", "interrupted");
            const ssize_t got = awaited[0].revents == 0 ? -1 : ::read(output_, bytes.data(), bytes.size());
            if (got == 0)
                return;
            if (got > 0)
                on_bytes({bytes.data(), static_cast<std::size_t>(got)});
        }
    }
    int finish() {
        int status = 1;
        while (::waitpid(keeper_, &status, 0) < 0 && errno == EINTR)
            continue;
        keeper_ = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }

  private:
    pid_t keeper_;
    int output_;
};

// The end of what was printed, for people; the log may lie on a disk that is full.
class LastLines {
  public:
    void add(std::string_view bytes, const std::function<void()>& on_line) {
        for (const char byte : bytes) {
            if (byte != '\n') {
                lines_.back() += byte;
                continue;
            }
            lines_.emplace_back();
            if (lines_.size() > last_lines)
                lines_.pop_front();
            if (on_line)
                on_line();
        }
    }
    std::string text() const {
        std::string text;
        for (const std::string& line : lines_)
            text += line.empty() ? "" : "\n  " + line;
        return text;
    }

  private:
    std::deque<std::string> lines_{""};
};

} // namespace

void run_logged(const LoggedCommand& command, const std::filesystem::path& log,
                const std::function<void()>& on_line) {
    std::ofstream out(log, std::ios::binary | std::ios::app);
    StopSignals stop;
    Running running(command.words, command.directory, command.environment);
    LastLines last;
    running.read_all(stop, [&](std::string_view bytes) {
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        last.add(bytes, on_line);
    });
    if (running.finish() != 0)
        throw LabError(Fault::lab, "kernel",
                       command.failed + "; the end of " + log.string() + ":" + last.text());
    if (!out.flush())
        throw LabError(Fault::lab, "kernel",
                       "cannot write " + log.string() + ": " + std::strerror(errno) +
                           "; free some space, or choose another cache with CLOISTER_CACHE");
}

std::string CommandOutput::last_line() const {
    const std::size_t end = text.find_last_not_of('\n') + 1;
    const std::size_t before = end == 0 ? std::string::npos : text.rfind('\n', end - 1);
    return text.substr(before + 1, end - before - 1); // npos + 1 is 0
}

CommandOutput output_of(const std::vector<std::string>& words) {
    StopSignals stop;
    Running running(words, {}, {});
    CommandOutput output;
    running.read_all(stop, [&](std::string_view bytes) { output.text += bytes; });
    output.status = running.finish();
    return output;
}

std::string first_line_of(const std::vector<std::string>& words) {
    const CommandOutput output = output_of(words);
    return output.status == 0 ? output.text.substr(0, output.text.find('\n')) : "";
}

} // namespace cloister
