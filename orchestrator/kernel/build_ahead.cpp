// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/build_ahead.hpp"

#include "probes/kernelfs/check_errno.hpp"

#include <cerrno>
#include <csignal>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace cloister {
namespace {

// In the child: nothing of the parent's is flushed or destroyed a second time.
[[noreturn]] void build_and_end(const std::function<void()>& build, pid_t parent) {
    for (const int signal : {SIGINT, SIGTERM}) // the parent says that it was interrupted
        ::signal(signal, SIG_DFL);
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (::getppid() != parent)
        ::_exit(1);
    try {
        build();
    } catch (...) { // told by whoever asks for this kernel
        ::_exit(1);
    }
    ::_exit(0);
}

} // namespace

BuildAhead::BuildAhead(const std::function<void()>& build) : process_(-1) {
    const pid_t parent = ::getpid();
    process_ = check_errno(::fork(), "fork");
    if (process_ == 0)
        build_and_end(build, parent);
}

BuildAhead::~BuildAhead() {
    if (process_ > 0)
        ::kill(process_, SIGTERM);
    wait();
}

void BuildAhead::wait() {
    while (process_ > 0 && ::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
    }
    process_ = -1;
}

bool host_has_room_beside(unsigned guest_cpus) {
    return std::thread::hardware_concurrency() > guest_cpus;
}

} // namespace cloister
