// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/console/kernel_failure.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

TEST(KernelFailure, IsNoneOnACleanConsole) {
    EXPECT_EQ(kernel_failure("[    0.000000] Linux version 6.12\r\n[    1.2] clocksource: tsc\r\n"),
              std::nullopt);
}

TEST(KernelFailure, NamesAPanicWithoutItsTimeStamp) {
    EXPECT_EQ(kernel_failure(
                  "[    0.1] ok\r\n[    1.500000] Kernel panic - not syncing: No working init found.\r\n"),
              "Kernel panic - not syncing: No working init found.");
}

TEST(KernelFailure, NamesTheFirstOfSeveralComplaints) {
    EXPECT_EQ(
        kernel_failure("[ 1.0] WARNING: possible circular locking dependency detected\n[ 2.0] BUG: late\n"),
        "WARNING: possible circular locking dependency detected");
}

TEST(KernelFailure, TellsLockdepAndRcuStalls) {
    EXPECT_TRUE(kernel_failure("[ 9.0] INFO: possible irq lock inversion dependency detected\n"));
    EXPECT_TRUE(kernel_failure("[ 9.0] rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:\n"));
}

TEST(KernelFailure, IsNotThatTheHostWasBusy) {
    const std::string starved =
        "[ 9.0] WARNING: CPU: 0 PID: 33 at kernel/sched/core.c:5732 sched_tick_remote+0x170/0x1a0\r\n";
    EXPECT_EQ(kernel_failure(starved), std::nullopt);
    EXPECT_EQ(kernel_starvation(starved),
              "WARNING: CPU: 0 PID: 33 at kernel/sched/core.c:5732 sched_tick_remote+0x170/0x1a0");
    EXPECT_EQ(kernel_failure(starved + "[ 9.1] BUG: worse\n"), "BUG: worse");
    EXPECT_EQ(kernel_starvation("[ 9.0] WARNING: CPU: 0 PID: 33 at mm/swap.c:1 lru_add_drain+0x1/0x2\n"),
              std::nullopt);
}

TEST(KernelFailure, IsNotAWordInTheMiddleOfALine) {
    EXPECT_EQ(kernel_failure("[ 0.1] Command line: a=BUG: b WARNING: c\n"), std::nullopt);
}

} // namespace
} // namespace cloister
