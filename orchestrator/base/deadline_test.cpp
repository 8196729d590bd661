// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/base/deadline.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

using std::chrono::milliseconds;

Task<int> answer_after(std::chrono::nanoseconds time) {
    co_await wait_for(time);
    co_return 42;
}

Task<int> fail_after(std::chrono::nanoseconds time) {
    co_await wait_for(time);
    throw LabError(Fault::guest_lost, "boot", "the channel broke");
}

// What came of a task: its answer, or its error's words.
std::string outcome(Task<int> (*task)(std::chrono::nanoseconds), milliseconds takes,
                    std::chrono::nanoseconds deadline) {
    asio::io_context context(1);
    std::string words;
    asio::co_spawn(context, within(task(takes), deadline, "boot", "no answer"),
                   [&](std::exception_ptr failure, int answer) {
                       words = std::to_string(answer);
                       try {
                           if (failure)
                               std::rethrow_exception(failure);
                       } catch (const LabError& error) {
                           words = error.what();
                       }
                   });
    context.run();
    return words;
}

TEST(Within, GivesTheAnswerThatCameInTime) {
    EXPECT_EQ(outcome(answer_after, milliseconds(1), std::chrono::hours(1)), "42");
}

TEST(Within, TellsAFailureAtOnceAndNotAtTheDeadline) {
    EXPECT_EQ(outcome(fail_after, milliseconds(1), std::chrono::hours(1)), "the channel broke");
}

TEST(Within, NamesWhatDidNotCome) {
    EXPECT_EQ(outcome(answer_after, std::chrono::hours(1), milliseconds(10)), "no answer within 10ms");
}

} // namespace
} // namespace cloister
