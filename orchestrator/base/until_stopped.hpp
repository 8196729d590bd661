// SPDX-License-Identifier: GPL-2.0-or-later
// Work that Ctrl-C and its likes (stop_signals.hpp) cancel. Runs on: host. Errors: those of the work.
#pragma once

#include "orchestrator/base/caught.hpp"
#include "orchestrator/base/stop_signals.hpp"
#include "probes/kernelfs/check_errno.hpp"

#include <fcntl.h>

namespace cloister {

// True when a signal ended it.
inline Task<bool> until_stopped(Task<void> work, const StopSignals& stop) {
    using namespace asio::experimental::awaitable_operators;
    using Descriptor = asio::posix::stream_descriptor;
    Descriptor signals(co_await asio::this_coro::executor,
                       check_errno(::fcntl(stop.descriptor(), F_DUPFD_CLOEXEC, 0), "dup"));
    auto first =
        co_await (caught(std::move(work)) || signals.async_wait(Descriptor::wait_read, asio::use_awaitable));
    if (first.index() == 0)
        std::get<0>(first).take();
    co_return first.index() == 1;
}

// The whole of it, here and now.
inline bool run_until_stopped(Task<void> work, StopSignals& stop) {
    asio::io_context context(1);
    std::exception_ptr failure;
    bool stopped = false;
    asio::co_spawn(context, until_stopped(std::move(work), stop),
                   [&](std::exception_ptr thrown, bool by_signal) {
                       failure = std::move(thrown);
                       stopped = by_signal;
                   });
    context.run();
    // Told; what comes later is no news. One that came while the work ended by itself is left to whoever
    // looks next.
    if (stopped)
        stop.raised();
    if (failure)
        std::rethrow_exception(failure);
    return stopped;
}

} // namespace cloister
