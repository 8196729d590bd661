// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/stop_signals.hpp"

#include "probes/kernelfs/check_errno.hpp"

#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <string_view>

namespace cloister {
namespace {

constexpr std::array<int, 3> signals{SIGINT, SIGTERM, SIGHUP};

// nohup means it. SIGINT is another matter: a shell ignores it for every job that a script puts behind "&".
bool is_ignored(int signal) {
    struct sigaction now {};
    ::sigaction(signal, nullptr, &now);
    return signal == SIGHUP && now.sa_handler == SIG_IGN;
}

sigset_t signal_mask() {
    sigset_t mask;
    ::sigemptyset(&mask);
    for (const int signal : signals)
        if (!is_ignored(signal))
            ::sigaddset(&mask, signal);
    return mask;
}

// Only async-signal-safe calls. Children die with us (PR_SET_PDEATHSIG).
extern "C" void say_so_and_end(int) {
    constexpr std::string_view line = "cloister: interrupted\n";
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
    ::_exit(interrupted_exit);
}

} // namespace

void end_on_stop_signals() {
    struct sigaction end {};
    end.sa_handler = say_so_and_end;
    for (const int signal : signals)
        if (!is_ignored(signal))
            check_errno(::sigaction(signal, &end, nullptr), "sigaction");
}

void let_stop_signals_through() {
    const sigset_t mask = signal_mask();
    ::sigprocmask(SIG_UNBLOCK, &mask, nullptr);
}

StopSignals::StopSignals() : descriptor_(-1) {
    const sigset_t mask = signal_mask();
    descriptor_ = check_errno(::signalfd(-1, &mask, SFD_NONBLOCK | SFD_CLOEXEC), "signalfd");
    check_errno(::sigprocmask(SIG_BLOCK, &mask, &before_), "sigprocmask");
}

StopSignals::~StopSignals() {
    if (raised_)
        raised();
    ::close(descriptor_);
    ::sigprocmask(SIG_SETMASK, &before_, nullptr);
}

bool StopSignals::raised() {
    signalfd_siginfo one{};
    while (::read(descriptor_, &one, sizeof one) == static_cast<ssize_t>(sizeof one))
        raised_ = true;
    return raised_;
}

} // namespace cloister
