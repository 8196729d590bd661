// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/libvirt/qemu_process.hpp"

#include "probes/kernelfs/check_errno.hpp"

#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>

namespace cloister {

QemuProcess::QemuProcess(const asio::any_io_executor& executor, pid_t process)
    : process_(process), end_(executor, static_cast<int>(check_errno(::syscall(SYS_pidfd_open, process, 0),
                                                                     "pidfd_open", "of libvirt's QEMU"))) {}

bool QemuProcess::has_ended() const {
    pollfd end{const_cast<asio::posix::stream_descriptor&>(end_).native_handle(), POLLIN, 0};
    return ::poll(&end, 1, 0) == 1;
}

Task<void> QemuProcess::ended() {
    co_await end_.async_wait(asio::posix::stream_descriptor::wait_read, asio::use_awaitable);
}

bool QemuProcess::kill() {
    return ::syscall(SYS_pidfd_send_signal, end_.native_handle(), SIGKILL, nullptr, 0) == 0;
}

} // namespace cloister
