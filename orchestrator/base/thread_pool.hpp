// SPDX-License-Identifier: GPL-2.0-or-later
// Boost.Asio's threads for calls that block: asio::thread_pool. Everything else is on the one io_context.
// Runs on: host.
#pragma once

#include "orchestrator/base/asio.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
