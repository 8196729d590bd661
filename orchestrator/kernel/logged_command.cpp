// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/logged_command.hpp"

#include "orchestrator/base/check_errno.hpp"
#include "orchestrator/base/lab_error.hpp"

#include <fcntl.h>
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

std::vector<char*> pointers(const std::vector<std::string>& words) {
    std::vector<char*> all;
    all.reserve(words.size() + 1);
    for (const std::string& word : words)
        all.push_back(const_cast<char*>(word.c_str())); // execvpe() does not write
    all.push_back(nullptr);
    return all;
}

std::vector<std::string> environment_with(const std::vector<std::string>& added) {
    std::vector<std::string> all = added;
    for (char** each = environ; *each != nullptr; ++each)
        all.emplace_back(*each);
    return all;
}

struct Running {
    pid_t process;
    int output;
};

Running start(const std::vector<std::string>& words, const std::filesystem::path& directory,
              const std::vector<std::string>& added) {
    const std::vector<char*> arguments = pointers(words);
    const std::vector<std::string> environment = environment_with(added);
    const std::vector<char*> variables = pointers(environment);
    std::array<int, 2> ends{};
    check_errno(::pipe2(ends.data(), O_CLOEXEC), "pipe");
    const pid_t process = check_errno(::fork(), "fork");
    if (process == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::dup2(ends[1], STDOUT_FILENO);
        ::dup2(ends[1], STDERR_FILENO);
        ::dup2(::open("/dev/null", O_RDONLY), STDIN_FILENO);
        if (directory.empty() || ::chdir(directory.c_str()) == 0)
            ::execvpe(arguments.front(), arguments.data(), variables.data());
        ::_exit(127);
    }
    ::close(ends[1]);
    return {process, ends[0]};
}

int finish(const Running& running) {
    ::close(running.output);
    int status = 0;
    while (::waitpid(running.process, &status, 0) < 0 && errno == EINTR)
        continue;
    return status;
}

// What the process prints, to the end.
void read_all(int output, const std::function<void(std::string_view)>& on_bytes) {
    std::array<char, 65536> bytes{};
    for (;;) {
        const ssize_t got = ::read(output, bytes.data(), bytes.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return;
        on_bytes({bytes.data(), static_cast<std::size_t>(got)});
    }
}

std::string end_of(const std::filesystem::path& log) {
    std::ifstream in(log);
    std::deque<std::string> lines;
    for (std::string line; std::getline(in, line);) {
        lines.push_back(line);
        if (lines.size() > last_lines)
            lines.pop_front();
    }
    std::string text;
    for (const std::string& line : lines)
        text += "\n  " + line;
    return text;
}

} // namespace

void run_logged(const LoggedCommand& command, const std::filesystem::path& log,
                const std::function<void()>& on_line) {
    std::ofstream out(log, std::ios::binary | std::ios::app);
    const Running running = start(command.words, command.directory, command.environment);
    read_all(running.output, [&](std::string_view bytes) {
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        for (const char byte : bytes)
            if (byte == '\n' && on_line)
                on_line();
    });
    const int status = finish(running);
    out.close();
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGINT)
        throw LabError(Fault::interrupted, "kernel", "ended by the user");
    if (status != 0)
        throw LabError(Fault::lab, "kernel",
                       command.failed + "; the end of " + log.string() + ":" + end_of(log));
}

std::string first_line_of(const std::vector<std::string>& words) {
    const Running running = start(words, {}, {});
    std::string text;
    read_all(running.output, [&](std::string_view bytes) { text += bytes; });
    return finish(running) == 0 ? text.substr(0, text.find('\n')) : "";
}

} // namespace cloister
