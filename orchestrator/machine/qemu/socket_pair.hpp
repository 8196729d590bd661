// SPDX-License-Identifier: GPL-2.0-or-later
// Two connected sockets: ours for the event loop, the other for a child process to inherit.
// Runs on: host. Errors: std::system_error.
#pragma once

#include "orchestrator/base/asio.hpp"

namespace cloister {

using Socket = asio::local::stream_protocol::socket;

struct SocketPair {
    Socket ours;
    Socket theirs;
};

SocketPair make_socket_pair(const asio::any_io_executor& executor);

} // namespace cloister
