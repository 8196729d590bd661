// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/interruptions.hpp"

#include "orchestrator/trace/traced.hpp"

namespace cloister {
namespace {

using std::chrono::microseconds;

const CpuId housekeeping{1};
const CpuId victim{2};
const CpuId other_victim{3};
constexpr int drainer = 60;

class InterruptionsOf : public Traced {
  protected:
    InterruptionsOf() : Traced(CpuSet::parse("2-3")) {}

    // Something that drop_caches sends in its drain, through the functions "within".
    TraceEvent& send(std::int64_t at_us, EventKind kind, const std::string& name, CpuId target,
                     std::vector<Name> within) {
        TraceEvent& sent = event(at_us, housekeeping, kind, name);
        sent.pid = drainer;
        sent.task = "drop_caches";
        sent.targets = CpuSet{target};
        for (const char* function : {"__lru_add_drain_all", "vfs_write", "__x64_sys_write"})
            within.emplace_back(function);
        sent.stack = call_stack(std::move(within));
        return sent;
    }
    void queue_drain(std::int64_t at_us, CpuId target, std::uint64_t work) {
        TraceEvent& queued =
            send(at_us, EventKind::work_queued, "lru_add_drain_per_cpu", target, {"__queue_work"});
        queued.object = work;
        queued.queue = "mm_percpu_wq";
    }
    // As measured on 6.12: two IPIs of one wake-up, then the worker, the item and the barrier.
    void drain(std::int64_t at_us, CpuId target = victim, std::uint64_t work = 0xf00) {
        queue_drain(at_us, target, work);
        send(at_us + 1, EventKind::csd_queued, "nohz_full_kick_func", target,
             {"irq_work_queue_on", "try_to_wake_up", "__queue_work"})
            .object = work + 1;
        send(at_us + 2, EventKind::ipi_sent, "generic_smp_call_function_single_interrupt", target,
             {"irq_work_queue_on", "try_to_wake_up", "__queue_work"});
        send(at_us + 3, EventKind::ipi_sent, "reschedule", target,
             {"resched_curr", "try_to_wake_up", "__queue_work"});
        event(at_us + 10, target, EventKind::ipi_received, "reschedule");
        event(at_us + 11, target, EventKind::ipi_done, "reschedule");
        event(at_us + 13, target, EventKind::ipi_received, "call_function_single");
        event(at_us + 14, target, EventKind::ipi_done, "call_function_single");
        event(at_us + 20, target, EventKind::task_switch, "kworker/2:1");
        event(at_us + 21, target, EventKind::work_started, "lru_add_drain_per_cpu").object = work;
        event(at_us + 25, target, EventKind::work_ended, "lru_add_drain_per_cpu").object = work;
        event(at_us + 26, target, EventKind::work_started, "wq_barrier_func").object = work + 2;
        event(at_us + 27, target, EventKind::work_ended, "wq_barrier_func").object = work + 2;
        event(at_us + 30, target, EventKind::task_switch, "spin-refill");
    }
    void tick(std::int64_t at_us, CpuId cpu = victim) {
        event(at_us, cpu, EventKind::timer_entry, "local_timer");
        event(at_us + 5, cpu, EventKind::timer_exit, "local_timer");
    }
    void run_after_a_tick(std::int64_t at_us, int worker) {
        tick(at_us);
        event(at_us + 6, victim, EventKind::task_switch, "kworker/2:1").next_pid = worker;
        event(at_us + 10, victim, EventKind::task_switch, "spin-refill").pid = worker;
    }
    std::vector<Interruption> found() const {
        std::vector<Interruption> in_window;
        InterruptionReader reader(
            spec.isolated, SubjectTasks(spec, measurement), [&](const SeenInterruption& each) {
                if (each.at >= measurement.window_opened && each.at <= measurement.window_closed)
                    in_window.push_back(told(each));
            });
        for (const TraceEvent& event : trace.events)
            reader.take(event);
        reader.finish();
        return numbered_by_time(std::move(in_window));
    }
};

TEST_F(InterruptionsOf, AWakeUpItsItemAndItsBarrierAreOne) {
    drain(500);
    const std::vector<Interruption> interruptions = found();
    ASSERT_EQ(interruptions.size(), 1U);
    const Interruption& one = interruptions.front();
    EXPECT_EQ(one.number, 1U);
    EXPECT_EQ(one.cpu, victim);
    EXPECT_EQ(one.at, microseconds(510));
    EXPECT_EQ(one.length, microseconds(20)); // until the subject is back
    EXPECT_TRUE(one.drain_caused);
    EXPECT_EQ(one.steps.size(), 5U); // two IPIs, the worker, the item, the barrier
    EXPECT_EQ(one.cause,
              (Cause{"lru_add_drain_per_cpu", "__lru_add_drain_all", "system call write", "drop_caches"}));
}

TEST_F(InterruptionsOf, WhatOneTaskSendsForOneItemIsOneOrigin) {
    drain(500);
    const std::vector<Origin> origins = found().front().origins;
    ASSERT_EQ(origins.size(), 1U);
    EXPECT_EQ(origins.front().cpu, housekeeping);
    EXPECT_EQ(origins.front().pid, drainer);
    EXPECT_EQ(origins.front().sent, (std::vector<std::string>{"work lru_add_drain_per_cpu on mm_percpu_wq",
                                                              "call nohz_full_kick_func", "IPI reschedule"}));
}

TEST_F(InterruptionsOf, TwoDrainsAreTwo) {
    drain(500);
    drain(600);
    EXPECT_EQ(found().size(), 2U);
}

TEST_F(InterruptionsOf, CpusAreToldApart) {
    drain(500);
    drain(502, other_victim, 0xb00);
    const std::vector<Interruption> interruptions = found();
    ASSERT_EQ(interruptions.size(), 2U);
    EXPECT_EQ(interruptions[0].origins.size(), 1U);
    EXPECT_EQ(interruptions[1].origins.size(), 1U);
    EXPECT_EQ(interruptions[1].cpu, other_victim);
}

TEST_F(InterruptionsOf, AnElidedRescheduleLeavesTheSwitchToATick) {
    queue_drain(500, victim, 0xf00);
    event(900, victim, EventKind::timer_entry, "local_timer");
    event(905, victim, EventKind::timer_exit, "local_timer");
    event(906, victim, EventKind::task_switch, "kworker/2:1");
    event(907, victim, EventKind::work_started, "lru_add_drain_per_cpu").object = 0xf00;
    event(920, victim, EventKind::task_switch, "spin-refill");
    ASSERT_EQ(found().size(), 1U);
    EXPECT_TRUE(found().front().drain_caused);
    EXPECT_EQ(found().front().cause.what, "lru_add_drain_per_cpu");
}

TEST_F(InterruptionsOf, ATickThatADrainRestartedFollowsIt) {
    drain(500);
    tick(4500);
    tick(8500);
    const std::vector<Interruption> interruptions = found();
    ASSERT_EQ(interruptions.size(), 3U);
    EXPECT_EQ(interruptions[2].follows, 1U);
    EXPECT_TRUE(interruptions[2].drain_caused);
    EXPECT_EQ(interruptions[2].cause.what, "tick after lru_add_drain_per_cpu");
}

TEST_F(InterruptionsOf, TheRestOfAPreemptedWorkerFollowsItsItem) {
    drain(500);
    trace.events.back().pid = 42;
    trace.events.back().preempted = true;
    run_after_a_tick(800, 42);
    const std::vector<Interruption> interruptions = found();
    ASSERT_EQ(interruptions.size(), 2U);
    EXPECT_EQ(interruptions[1].follows, 1U);
    EXPECT_EQ(interruptions[1].cause.what, "kworker after lru_add_drain_per_cpu");
}

TEST_F(InterruptionsOf, TheRestOfAPreemptedWorkerIsItsOwnItemsAlsoAfterAnother) {
    drain(500);
    trace.events.back().pid = 42;
    trace.events.back().preempted = true;
    drain(600, victim, 0xf10); // by another kworker
    run_after_a_tick(800, 42);
    const std::vector<Interruption> interruptions = found();
    ASSERT_EQ(interruptions.size(), 3U);
    EXPECT_EQ(interruptions[2].follows, 1U);
}

TEST_F(InterruptionsOf, TheRestOfAWorkerThatAnotherPreemptedFollowsItsItem) {
    drain(500);
    trace.events.pop_back();
    TraceEvent& to_another = event(530, victim, EventKind::task_switch, "kworker/2:2");
    to_another.pid = 42;
    to_another.preempted = true;
    event(540, victim, EventKind::task_switch, "spin-refill").pid = 43;
    run_after_a_tick(800, 42);
    const std::vector<Interruption> interruptions = found();
    ASSERT_EQ(interruptions.size(), 2U);
    EXPECT_EQ(interruptions[1].follows, 1U);
}

TEST_F(InterruptionsOf, ATaskThatWasAnnouncedMayComeWithATick) {
    send(500, EventKind::ipi_sent, "reschedule", victim, {"resched_curr", "try_to_wake_up"});
    event(510, victim, EventKind::ipi_received, "reschedule");
    event(511, victim, EventKind::ipi_done, "reschedule");
    event(900, victim, EventKind::timer_entry, "local_timer");
    event(905, victim, EventKind::timer_exit, "local_timer");
    event(906, victim, EventKind::task_switch, "kworker/2:1");
    event(910, victim, EventKind::task_switch, "spin-refill");
    const std::vector<Interruption> interruptions = found();
    ASSERT_EQ(interruptions.size(), 2U);
    EXPECT_EQ(interruptions[1].follows, 1U);
    EXPECT_EQ(interruptions[1].cause.what, "kworker after IPI reschedule");
}

TEST_F(InterruptionsOf, AWakeUpWithoutAnIpiIsKnownByItsWaker) {
    TraceEvent& woken = send(500, EventKind::task_woken, "kworker/2:1", victim, {"try_to_wake_up"});
    woken.next_pid = 42;
    woken.stack = call_stack({"ttwu_do_activate", "try_to_wake_up", "kthread_create_on_node", "kthread"});
    run_after_a_tick(900, 42);
    ASSERT_EQ(found().size(), 1U);
    EXPECT_EQ(found().front().cause,
              (Cause{"kworker", "kthread_create_on_node", "kernel thread", "drop_caches"}));
    EXPECT_EQ(found().front().origins.front().sent, std::vector<std::string>{"wake-up kworker/2:1"});
}

TEST_F(InterruptionsOf, WhatACpuSendsItselfFollowsWhatRanThere) {
    drain(500);
    event(700, victim, EventKind::ipi_received, "irq_work");
    event(705, victim, EventKind::ipi_done, "irq_work");
    ASSERT_EQ(found().size(), 2U);
    EXPECT_EQ(found().back().follows, 1U);
    EXPECT_EQ(found().back().cause.what, "IPI irq_work after lru_add_drain_per_cpu");
}

TEST_F(InterruptionsOf, ATickThatComesMuchLaterComesByItself) {
    drain(500);
    tick(400'000);
    const std::vector<Interruption> interruptions = found();
    ASSERT_EQ(interruptions.size(), 2U);
    EXPECT_FALSE(interruptions[1].follows);
    EXPECT_FALSE(interruptions[1].drain_caused);
    EXPECT_EQ(interruptions[1].cause, (Cause{"tick", "", "", ""}));
}

TEST_F(InterruptionsOf, ATickFollowsWhatSetItsTimerHoweverLongAgo) {
    drain(500);
    TraceEvent& set = event(531, victim, EventKind::timer_set, "tick_nohz_handler");
    set.object = 0x1;
    set.expires = microseconds(399'990);
    drain(600, victim, 0xf10);
    tick(400'000);
    tick(800'000); // for nothing that is known
    const std::vector<Interruption> interruptions = found();
    ASSERT_EQ(interruptions.size(), 4U);
    EXPECT_EQ(interruptions[2].follows, 1U);
    EXPECT_FALSE(interruptions[3].follows);
}

TEST_F(InterruptionsOf, ATickThatTheKernelKeptFollowsHoweverLateTheHostLetsItCome) {
    drain(500);
    event(531, victim, EventKind::tick_kept, "");
    tick(400'000);
    event(400'002, victim, EventKind::tick_stopped, "");
    tick(800'000);
    const std::vector<Interruption> interruptions = found();
    ASSERT_EQ(interruptions.size(), 3U);
    EXPECT_EQ(interruptions[1].follows, 1U);
    EXPECT_FALSE(interruptions[2].follows);
}

TEST_F(InterruptionsOf, WhatBeganBeforeTheWindowIsLeftOutAndNotCounted) {
    drain(10);
    tick(4000);
    const std::vector<Interruption> interruptions = found();
    ASSERT_EQ(interruptions.size(), 1U);
    EXPECT_EQ(interruptions.front().number, 1U);
    EXPECT_EQ(interruptions.front().follows, std::nullopt); // nobody can look that one up
    EXPECT_TRUE(interruptions.front().drain_caused);
}

TEST_F(InterruptionsOf, ASenderThatIsNotSeenLeavesTheCauseOpen) {
    event(500, victim, EventKind::ipi_received, "reschedule");
    event(501, victim, EventKind::ipi_done, "reschedule");
    ASSERT_EQ(found().size(), 1U);
    EXPECT_EQ(found().front().cause, (Cause{"IPI reschedule", "", "", ""}));
    EXPECT_TRUE(found().front().origins.empty());
}

TEST_F(InterruptionsOf, AFunctionThatDoesNotSayItsEndEndsWithItsIpi) {
    event(490, victim, EventKind::csd_started, "flush_tlb_func"); // by its own CPU
    event(500, victim, EventKind::ipi_received, "call_function");
    event(501, victim, EventKind::csd_started, "ipi_mb");
    event(507, victim, EventKind::ipi_done, "call_function");
    tick(600);
    const std::vector<Interruption> interruptions = found();
    ASSERT_EQ(interruptions.size(), 2U);
    ASSERT_EQ(interruptions[0].steps.size(), 2U);
    EXPECT_EQ(interruptions[0].steps[1].name, "ipi_mb");
    EXPECT_EQ(interruptions[0].steps[1].length, microseconds(6));
    EXPECT_EQ(interruptions[0].length, microseconds(7));
}

TEST_F(InterruptionsOf, InterruptsNest) {
    event(500, victim, EventKind::timer_entry, "local_timer");
    event(510, victim, EventKind::timer_exit, "local_timer");
    event(511, victim, EventKind::softirq_entry, "RCU");
    event(512, victim, EventKind::ipi_received, "reschedule");
    event(513, victim, EventKind::ipi_done, "reschedule");
    event(520, victim, EventKind::softirq_exit, "RCU");
    ASSERT_EQ(found().size(), 1U);
    EXPECT_EQ(found().front().length, microseconds(20));
    EXPECT_EQ(found().front().steps[1].length, microseconds(9));
}

} // namespace
} // namespace cloister
