// SPDX-License-Identifier: GPL-2.0-or-later
// Jobs of which some may wait at the same time: side_by_side(jobs, at_once, work) co_awaits work(0) to
// work(jobs - 1), begun in that order, never more than at_once of them under way. After a failure none is
// begun; it is thrown when those under way have ended. Runs on: host, on the one thread.
#pragma once

#include "orchestrator/base/caught.hpp"

#include <algorithm>
#include <functional>

namespace cloister {

struct SideBySide {
    std::size_t jobs;
    std::function<Task<void>(std::size_t)> work;
    std::size_t begun = 0;
    std::exception_ptr failure = nullptr;
};

inline Task<void> one_after_the_other(SideBySide& all) {
    while (!all.failure && all.begun < all.jobs) {
        const Caught<void> done = co_await caught(all.work(all.begun++));
        if (!all.failure)
            all.failure = done.failure;
    }
}

inline Task<void> in_lanes(SideBySide& all, std::size_t lanes) {
    using namespace asio::experimental::awaitable_operators;
    if (lanes <= 1)
        co_await one_after_the_other(all);
    else
        co_await (one_after_the_other(all) && in_lanes(all, lanes - 1));
}

inline Task<void> side_by_side(std::size_t jobs, std::size_t at_once,
                               std::function<Task<void>(std::size_t)> work) {
    SideBySide all{jobs, std::move(work)};
    co_await in_lanes(all, std::min(jobs, at_once));
    if (all.failure)
        std::rethrow_exception(all.failure);
}

} // namespace cloister
