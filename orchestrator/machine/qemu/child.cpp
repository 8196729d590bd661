// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/qemu/child.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/base/stop_signals.hpp"
#include "probes/kernelfs/argv.hpp"
#include "probes/kernelfs/check_errno.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstring>

namespace cloister {
namespace {

// Only async-signal-safe calls: this is the child between fork and exec.
[[noreturn]] void become(char* const* arguments, const std::vector<int>& inherited, int errors, int failure,
                         pid_t parent, bool on_terminal) {
    if (!on_terminal)
        ::setpgid(0, 0); // Ctrl-C reaches us alone; we end the guest
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    let_stop_signals_through();
    if (::getppid() != parent)
        ::_exit(1);
    for (const int descriptor : inherited)
        ::fcntl(descriptor, F_SETFD, 0);
    if (!on_terminal) {
        ::dup2(::open("/dev/null", O_RDWR), STDIN_FILENO);
        ::dup2(errors, STDOUT_FILENO);
    }
    ::dup2(errors, STDERR_FILENO);
    ::execvp(arguments[0], arguments);
    const int error = errno;
    [[maybe_unused]] const ssize_t written = ::write(failure, &error, sizeof error);
    ::_exit(127);
}

// The pipe closes by itself on a successful exec.
void check_started(int failure, const std::string& program) {
    int error = 0;
    if (::read(failure, &error, sizeof error) == sizeof error)
        throw LabError(Fault::lab, "boot",
                       "cannot start " + program + ": " + std::strerror(error) +
                           "; install what debian/packages names (debian/install-packages)");
}

} // namespace

Child::Child(const asio::any_io_executor& executor, const std::vector<std::string>& command_line,
             const std::vector<int>& inherited, const std::filesystem::path& errors, bool on_terminal)
    : end_(executor) {
    const std::vector<char*> arguments = argv(command_line);
    std::array<int, 2> failure{};
    check_errno(::pipe2(failure.data(), O_CLOEXEC), "pipe");
    const asio::posix::stream_descriptor read_end(executor, failure[0]);
    asio::posix::stream_descriptor write_end(executor, failure[1]);
    const asio::posix::stream_descriptor log(
        executor, check_errno(::open(errors.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644), "open",
                              errors.string()));
    const pid_t parent = ::getpid();
    const pid_t child = check_errno(::fork(), "fork");
    if (child == 0)
        become(arguments.data(), inherited, const_cast<asio::posix::stream_descriptor&>(log).native_handle(),
               failure[1], parent, on_terminal);
    process_ = child;
    end_.assign(static_cast<int>(
        check_errno(::syscall(SYS_pidfd_open, child, 0), "pidfd_open", command_line.front())));
    write_end.close();
    try {
        check_started(failure[0], command_line.front());
    } catch (...) {
        reap();
        throw;
    }
}

Child::~Child() {
    kill();
    reap();
}

void Child::kill() {
    if (process_)
        ::kill(*process_, SIGKILL);
}

void Child::reap() {
    if (process_)
        ::waitpid(*process_, nullptr, 0);
    process_.reset();
}

Task<void> Child::ended() {
    if (!process_)
        co_return;
    co_await end_.async_wait(asio::posix::stream_descriptor::wait_read, asio::use_awaitable);
    reap();
}

} // namespace cloister
