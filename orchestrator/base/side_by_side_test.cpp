// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/side_by_side.hpp"

#include "orchestrator/base/deadline.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

struct Seen {
    std::vector<std::size_t> begun;
    std::size_t under_way = 0;
    std::size_t most = 0;
    std::string failure;
};

// Each job waits; one of them fails, if it is there.
Task<void> job(Seen& seen, std::size_t number, std::size_t failing) {
    seen.begun.push_back(number);
    seen.most = std::max(seen.most, ++seen.under_way);
    co_await wait_for(std::chrono::milliseconds(20));
    --seen.under_way;
    if (number == failing)
        throw LabError(Fault::guest_lost, "boot", "the channel broke");
}

Task<void> all(Seen& seen, std::size_t jobs, std::size_t at_once, std::size_t failing) {
    co_await side_by_side(jobs, at_once,
                          [&seen, failing](std::size_t number) { return job(seen, number, failing); });
}

Seen seen_of(Task<void> (*within_what)(Task<void>), std::size_t jobs, std::size_t at_once,
             std::size_t failing) {
    asio::io_context context(1);
    Seen seen;
    asio::co_spawn(context, within_what(all(seen, jobs, at_once, failing)), [&](std::exception_ptr failure) {
        try {
            if (failure)
                std::rethrow_exception(failure);
        } catch (const LabError& error) {
            seen.failure = error.what();
        }
    });
    context.run();
    return seen;
}

Task<void> for_ever(Task<void> task) {
    co_await std::move(task);
}

Task<void> for_a_moment(Task<void> task) {
    co_await within(std::move(task), std::chrono::milliseconds(1), "boot", "no answer");
}

constexpr std::size_t none = 99;

TEST(SideBySide, DoesEachJobOnceAndNoMoreAtATimeThanItMay) {
    const Seen seen = seen_of(for_ever, 5, 2, none);
    EXPECT_EQ(seen.begun, (std::vector<std::size_t>{0, 1, 2, 3, 4}));
    EXPECT_EQ(seen.most, 2U);
    EXPECT_EQ(seen.failure, "");
}

TEST(SideBySide, HasNoMoreLanesThanJobs) {
    EXPECT_EQ(seen_of(for_ever, 2, 64, none).most, 2U);
    EXPECT_EQ(seen_of(for_ever, 0, 64, none).most, 0U);
    EXPECT_EQ(seen_of(for_ever, 3, 0, none).most, 1U);
}

TEST(SideBySide, BeginsNothingAfterAFailureAndTellsItWhenTheOthersAreDone) {
    const Seen seen = seen_of(for_ever, 6, 2, 1);
    EXPECT_EQ(seen.failure, "the channel broke");
    EXPECT_LE(seen.begun.size(), 3U);
    EXPECT_EQ(seen.under_way, 0U);
}

TEST(SideBySide, IsEndedWhole) {
    const Seen seen = seen_of(for_a_moment, 4, 2, none);
    EXPECT_EQ(seen.failure, "no answer within 1ms");
    EXPECT_EQ(seen.begun.size(), 2U);
}

} // namespace
} // namespace cloister
