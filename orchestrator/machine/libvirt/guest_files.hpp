// SPDX-License-Identifier: GPL-2.0-or-later
// What QEMU needs of us when libvirt starts it: as another user, who may not enter the run's directory nor
// the kernel cache, and whose libvirt gives a kernel's file to that user while its domain runs. Hence copies,
// and sockets that we listen on, in a directory of a name that nobody guesses. Runs on: host. Errors:
// LabError{lab} where there is no room.
#pragma once

#include "orchestrator/base/temporary_directory.hpp"
#include "orchestrator/machine/qemu/socket_pair.hpp"

namespace cloister {

class GuestFiles {
  public:
    GuestFiles(const asio::any_io_executor& executor, const std::filesystem::path& kernel,
               const std::filesystem::path& initramfs);

    // "cloister-Xk3f2a", unique on this host: the domain's name as well.
    std::string name() const { return directory_.path().filename(); }
    std::filesystem::path kernel() const { return directory_.path() / "kernel"; }
    std::filesystem::path initramfs() const { return directory_.path() / "initramfs"; }
    std::filesystem::path console() const { return directory_.path() / "console"; }
    std::filesystem::path agent() const { return directory_.path() / "agent"; }

    // QEMU's end, once it has come.
    Task<Socket> accept_console();
    Task<Socket> accept_agent();

  private:
    using Listener = asio::local::stream_protocol::acceptor;

    TemporaryDirectory directory_;
    Listener console_;
    Listener agent_;
};

// The process at the other end, as the kernel knows it; 0: it is not in our namespace of processes.
pid_t peer_of(const Socket& socket);

} // namespace cloister
