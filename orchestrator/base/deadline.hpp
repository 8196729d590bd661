// SPDX-License-Identifier: GPL-2.0-or-later
// Every wait has a deadline: co_await within(task, deadline, "boot", "…") throws LabError{timed_out} past it.
// Runs on: host. The task is cancelled at the deadline and must have ended before this returns.
#pragma once

#include "orchestrator/base/caught.hpp"
#include "orchestrator/base/duration.hpp"
#include "orchestrator/base/lab_error.hpp"

#include <variant>

namespace cloister {

inline Task<void> wait_for(std::chrono::nanoseconds time) {
    asio::steady_timer timer(co_await asio::this_coro::executor, time);
    co_await timer.async_wait(asio::use_awaitable);
}

// what: the wait in words, "cell 6.12 local: no hello from the agent".
template <class T>
Task<T> within(Task<T> task, std::chrono::nanoseconds deadline, std::string stage, std::string what) {
    using namespace asio::experimental::awaitable_operators;
    auto first = co_await (caught(std::move(task)) || wait_for(deadline));
    if (first.index() == 1)
        throw LabError(Fault::timed_out, stage, what + " within " + duration_text(deadline));
    co_return std::get<0>(first).take();
}

} // namespace cloister
