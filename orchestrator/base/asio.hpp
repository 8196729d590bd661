// SPDX-License-Identifier: GPL-2.0-or-later
// The only place that includes Boost.Asio. One thread, one io_context; nothing blocks on it.
// Runs on: host. Every wait is written "co_await (operation || deadline(…))".
#pragma once

#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

// gcc 12 inlines the operator new of a coroutine's frame and not its delete, and takes them for no pair
//; told at our coroutine, not in Asio, so a system header does not silence it.
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"

namespace cloister {

namespace asio = boost::asio;

template <class T>
using Task = asio::awaitable<T>;

// Expected failures come back as values: const auto [error, n] = co_await x.async_read_some(b, as_result).
constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

} // namespace cloister
