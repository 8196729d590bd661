// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/reproduce/reproduction_text.hpp"

#include <gmock/gmock.h>

namespace cloister {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;

Attempt attempt(Question question, std::optional<std::uint64_t> drains, milliseconds window,
                std::uint64_t seen) {
    Attempt attempt;
    attempt.question = question;
    attempt.workload = "spin-refill+drop_caches";
    attempt.drains = drains;
    attempt.window = window;
    attempt.seen = seen;
    return attempt;
}

Reproduction recurred() {
    Reproduction reproduction;
    reproduction.run = "runs/latest";
    reproduction.number = 34;
    reproduction.cause = {"IPI reschedule", "__lru_add_drain_all", "system call pwrite64", "drop_caches"};
    reproduction.sent_by_disturber = true;
    reproduction.kernel = "6.12";
    reproduction.mode = "local";
    reproduction.machine = "QEMU 7.2.22 · tcg · 4 vCPUs, isolated 2-3";
    reproduction.attempts = {attempt(Question::as_it_was, 100, milliseconds(4400), 10),
                             attempt(Question::with_less, 1, milliseconds(22), 0),
                             attempt(Question::with_less, 1, milliseconds(22), 0),
                             attempt(Question::with_less, 12, milliseconds(480), 2),
                             attempt(Question::with_less, 3, milliseconds(90), 0),
                             attempt(Question::with_less, 3, milliseconds(90), 0)};
    reproduction.least = 4;
    return reproduction;
}

TEST(ReproductionText, SaysWhatItTook) {
    EXPECT_EQ(reproduction_text(recurred()),
              "QEMU 7.2.22 · tcg · 4 vCPUs, isolated 2-3\n"
              "counts are exact, times indicative: not every guest ran under a KVM that works\n"
              "\n"
              "interruption 34 of runs/latest, kernel 6.12, local mode\n"
              "  IPI reschedule\n"
              "  __lru_add_drain_all in system call pwrite64 of drop_caches\n"
              "\n"
              "  guest   tried                                         window      seen\n"
              "      1   as it was: 100 armed drains                    4.4 s        10\n"
              "      2   1 armed drain                                22.0 ms         0\n"
              "      3   1 armed drain                                22.0 ms         0\n"
              "      4   12 armed drains                             480.0 ms         2\n"
              "      5   3 armed drains                               90.0 ms         0\n"
              "      6   3 armed drains                               90.0 ms         0\n"
              "\n"
              "recurred      with drop_caches, 12 armed drains, in a window of 480.0 ms; not\n"
              "              with 3 armed drains in 2 guests\n"
              "booted        6 guests\n");
    EXPECT_EQ(exit_code(recurred()), 0);
}

TEST(ReproductionText, SaysThatItDidNotComeAgain) {
    Reproduction reproduction = recurred();
    reproduction.least.reset();
    reproduction.sent_by_disturber = false;
    reproduction.attempts = {attempt(Question::as_it_was, 100, milliseconds(4400), 0)};
    EXPECT_THAT(reproduction_text(reproduction),
                HasSubstr("not again     in 1 guest as it was\n"
                          "not ours      no disturber of ours sent it: the trial was run again as it was\n"));
    EXPECT_EQ(exit_code(reproduction), 1);
    reproduction.attempts.front().invalid = "ring buffer lost 7 events";
    EXPECT_THAT(reproduction_text(reproduction), HasSubstr("\n          ring buffer lost 7 events\n"));
    EXPECT_EQ(exit_code(reproduction), 2);
}

TEST(ReproductionText, SaysWhetherItComesWithoutTheDisturber) {
    Reproduction reproduction = recurred();
    reproduction.sent_by_disturber = false;
    reproduction.attempts[1].question = Question::without_disturber;
    EXPECT_THAT(
        reproduction_text(reproduction),
        HasSubstr("run again as it was,\n              and without drop_caches it stayed away in 1 guest\n"));
    reproduction.attempts[1].seen = 2;
    EXPECT_THAT(reproduction_text(reproduction), HasSubstr("and it comes without drop_caches as well\n"));
}

} // namespace
} // namespace cloister
