// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/libvirt/guest_files.hpp"

#include "probes/kernelfs/check_errno.hpp"

#include <sys/socket.h>

namespace cloister {
namespace {

namespace fs = std::filesystem;
using Protocol = asio::local::stream_protocol;

// Who knows the name may enter and connect; nobody may list it.
constexpr fs::perms entered = fs::perms::owner_all | fs::perms::group_exec | fs::perms::others_exec;
constexpr fs::perms read_by_all =
    fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read | fs::perms::others_read;
constexpr fs::perms connectable = read_by_all | fs::perms::group_write | fs::perms::others_write;

void copy_for_qemu(const fs::path& from, const fs::path& to) {
    std::error_code failure;
    fs::copy_file(from, to, failure);
    if (failure)
        throw LabError(Fault::lab, "boot",
                       "cannot copy " + from.string() + " to " + to.string() +
                           " for libvirt's QEMU: " + failure.message() + "; make room there, or set TMPDIR");
    fs::permissions(to, read_by_all);
}

Protocol::acceptor listen(const asio::any_io_executor& executor, const fs::path& path) {
    Protocol::acceptor listener(executor, Protocol::endpoint(path.string()));
    fs::permissions(path, connectable);
    return listener;
}

} // namespace

GuestFiles::GuestFiles(const asio::any_io_executor& executor, const fs::path& kernel,
                       const fs::path& initramfs_image)
    : console_(listen(executor, console())), agent_(listen(executor, agent())) {
    fs::permissions(directory_.path(), entered);
    copy_for_qemu(kernel, this->kernel());
    copy_for_qemu(initramfs_image, initramfs());
}

Task<Socket> GuestFiles::accept_console() {
    co_return co_await console_.async_accept(asio::use_awaitable);
}

Task<Socket> GuestFiles::accept_agent() {
    co_return co_await agent_.async_accept(asio::use_awaitable);
}

pid_t peer_of(const Socket& socket) {
    ucred peer{};
    socklen_t size = sizeof peer;
    check_errno(
        ::getsockopt(const_cast<Socket&>(socket).native_handle(), SOL_SOCKET, SO_PEERCRED, &peer, &size),
        "getsockopt SO_PEERCRED");
    return peer.pid;
}

} // namespace cloister
