// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/sender_stack.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

using Frames = std::vector<std::string>;

TEST(SenderStack, LeavesOutWhatOnlyDelivers) {
    const SenderStack read =
        read_sender_stack({"resched_curr", "wakeup_preempt", "ttwu_do_activate", "try_to_wake_up",
                           "kick_pool", "__queue_work", "queue_work_on", "__lru_add_drain_all",
                           "drop_caches_sysctl_handler", "vfs_write", "__x64_sys_pwrite64", "do_syscall_64"});
    EXPECT_EQ(read.asked_by(), "__lru_add_drain_all");
    EXPECT_EQ(read.context, "system call pwrite64");
    EXPECT_EQ(read.frames.size(), 5U);
}

TEST(SenderStack, EndsWhereAnInterruptBegan) {
    const SenderStack read =
        read_sender_stack({"resched_curr", "dl_task_timer", "__hrtimer_run_queues", "hrtimer_interrupt",
                           "sysvec_apic_timer_interrupt", "asm_sysvec_apic_timer_interrupt", "vfs_write",
                           "__x64_sys_write", "do_syscall_64"});
    EXPECT_EQ(read.asked_by(), "dl_task_timer");
    EXPECT_EQ(read.context, "timer dl_task_timer");
    EXPECT_EQ(read.frames.back(), "asm_sysvec_apic_timer_interrupt"); // the write was only interrupted
}

TEST(SenderStack, NamesTheWorkThatAsked) {
    const SenderStack read =
        read_sender_stack({"__queue_work", "queue_delayed_work_on", "vmstat_shepherd", "process_one_work",
                           "worker_thread", "kthread", "ret_from_fork"});
    EXPECT_EQ(read.asked_by(), "vmstat_shepherd");
    EXPECT_EQ(read.context, "work vmstat_shepherd");
    EXPECT_EQ(read_sender_stack({"resched_curr", "rcu_gp_kthread", "kthread"}).context, "kernel thread");
}

TEST(SenderStack, OfNothingIsNothing) {
    EXPECT_EQ(read_sender_stack({}).asked_by(), "");
    EXPECT_EQ(read_sender_stack({"__queue_work", "try_to_wake_up"}).asked_by(), "");
}

} // namespace
} // namespace cloister
