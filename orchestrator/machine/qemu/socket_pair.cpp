// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/machine/qemu/socket_pair.hpp"

#include "probes/kernelfs/check_errno.hpp"

#include <sys/socket.h>

#include <array>

namespace cloister {

SocketPair make_socket_pair(const asio::any_io_executor& executor) {
    std::array<int, 2> ends{};
    check_errno(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()), "socketpair");
    const asio::local::stream_protocol protocol;
    return {Socket(executor, protocol, ends[0]), Socket(executor, protocol, ends[1])};
}

} // namespace cloister
