// SPDX-License-Identifier: GPL-2.0-or-later
// A QEMU that is somebody else's child: its end is awaited all the same. Runs on: host.
// Source: pidfd_open(2), which any process may. Errors: std::system_error where there is no such process.
#pragma once

#include "orchestrator/base/asio.hpp"

#include <sys/types.h>

namespace cloister {

class QemuProcess {
  public:
    QemuProcess(const asio::any_io_executor& executor, pid_t process);

    pid_t id() const { return process_; }
    bool has_ended() const;
    Task<void> ended();
    // Whether the kernel lets us: root, or a libvirt that runs as we do.
    bool kill();

  private:
    pid_t process_;
    asio::posix::stream_descriptor end_; // pidfd: readable once it has ended
};

} // namespace cloister
