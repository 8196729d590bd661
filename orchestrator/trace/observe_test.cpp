// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/observe.hpp"

#include "orchestrator/trace/traced.hpp"

#include <algorithm>

namespace cloister {
namespace {

using std::chrono::microseconds;

const CpuId housekeeping{0};
const CpuId victim{2};
const std::vector<Name> drain_stack{"__queue_work", "queue_work_on", "__lru_add_drain_all",
                                    "drop_caches_sysctl_handler"};

std::optional<SubjectGap> no_gaps(CpuId) {
    return std::nullopt;
}

class Observe : public Traced {
  protected:
    Observe() : Traced(CpuSet{victim}) {}

    void send(std::int64_t at_us, const std::string& name, const std::vector<Name>& stack) {
        TraceEvent& sent = event(at_us, housekeeping, EventKind::ipi_sent, name);
        sent.targets = CpuSet{victim};
        sent.stack = call_stack(stack);
    }
    void queue(std::int64_t at_us, std::uint64_t work, const std::vector<Name>& stack) {
        TraceEvent& queued = event(at_us, housekeeping, EventKind::work_queued, "lru_add_drain_per_cpu");
        queued.object = work;
        queued.targets = CpuSet{victim};
        queued.stack = call_stack(stack);
    }
    void start_work(std::int64_t at_us, std::uint64_t work,
                    const std::string& function = "lru_add_drain_per_cpu") {
        event(at_us, victim, EventKind::work_started, function).object = work;
        event(at_us, victim, EventKind::work_ended, function).object = work;
    }
    void receive_ipi(std::int64_t at_us, const std::string& vector) {
        event(at_us, victim, EventKind::ipi_received, vector);
        event(at_us, victim, EventKind::ipi_done, vector);
    }
    void tick(std::int64_t at_us) {
        event(at_us, victim, EventKind::timer_entry, "local_timer");
        event(at_us, victim, EventKind::timer_exit, "local_timer");
    }
    void counted(const std::string& probe, const std::string& name, std::uint64_t number) {
        measurement.tallies.push_back({probe, victim, name, number});
    }
    // Queue, kick and reschedule, switch away, work, switch back, one restarted tick.
    void one_drain(std::int64_t at_us) {
        queue(at_us, 0xf00, drain_stack);
        send(at_us + 1, "generic_smp_call_function_single_interrupt", drain_stack);
        send(at_us + 2, "reschedule", drain_stack);
        receive_ipi(at_us + 10, "call_function_single");
        receive_ipi(at_us + 12, "reschedule");
        event(at_us + 15, victim, EventKind::task_switch, "kworker/2:1");
        start_work(at_us + 16, 0xf00);
        event(at_us + 30, victim, EventKind::task_switch, "spin-refill");
        tick(at_us + 4000);
    }
    void one_drain_counted() {
        counted("drain_work_executed", "lru_add_drain_per_cpu", 1);
        counted("ipi_received", "call_function_single", 1);
        counted("ipi_received", "reschedule", 1);
        counted("task_switch", "kworker/2:1", 1);
        counted("task_switch", "spin-refill", 1);
        counted("tick", "local_timer", 1);
    }
    Observation observed() const {
        Trace by_time = trace;
        std::stable_sort(by_time.events.begin(), by_time.events.end(),
                         [](const TraceEvent& a, const TraceEvent& b) { return a.at < b.at; });
        TraceObserver observer(spec, measurement, no_gaps, Keep::counts);
        for (const LostEvents& lost : trace.lost)
            observer.take(lost);
        for (const TraceEvent& event : by_time.events)
            observer.take(event);
        return observer.finish();
    }
    std::uint64_t caused(ArrivalKind kind) const {
        const Observation observation = observed();
        const auto kinds = observation.drain_caused.find(victim);
        if (kinds == observation.drain_caused.end())
            return 0;
        const auto number = kinds->second.find(kind);
        return number == kinds->second.end() ? 0 : number->second;
    }
};

TEST_F(Observe, AWorkerPreemptedInADrainComesBackForIt) {
    one_drain(500);
    TraceEvent& back = trace.events[trace.events.size() - 3]; // before the tick
    back.preempted = true;
    back.pid = 42;
    event(540, victim, EventKind::task_switch, "kworker/2:1").next_pid = 42;
    event(545, victim, EventKind::task_switch, "spin-refill").pid = 42;
    EXPECT_EQ(caused(ArrivalKind::task_switch), 2U);
}

TEST_F(Observe, WhatACpuSendsItselfIsItsInterruptions) {
    receive_ipi(400, "irq_work");
    one_drain(500);
    event(520, victim, EventKind::ipi_received, "irq_work"); // in the work item
    event(521, victim, EventKind::ipi_done, "irq_work");
    EXPECT_EQ(observed().without_known_sender, 0U);
    EXPECT_EQ(caused(ArrivalKind::ipi), 3U);
}

TEST_F(Observe, TellsEverythingThatADrainCaused) {
    one_drain(500);
    one_drain_counted();
    EXPECT_EQ(caused(ArrivalKind::drain_work), 1U);
    EXPECT_EQ(caused(ArrivalKind::ipi), 2U);
    EXPECT_EQ(caused(ArrivalKind::task_switch), 1U);
    EXPECT_EQ(caused(ArrivalKind::tick), 1U);
    EXPECT_TRUE(observed().other.empty());
    EXPECT_TRUE(observed().disagreements.empty());
    EXPECT_EQ(observed().without_known_sender, 0U);
}

TEST_F(Observe, ListsApartWhatMerelyArrived) {
    send(500, "generic_smp_call_function_single_interrupt", {"text_poke_bp_batch", "do_sync_core"});
    receive_ipi(510, "call_function_single");
    tick(700);
    const Observation observation = observed();
    EXPECT_TRUE(observation.drain_caused.empty());
    ASSERT_EQ(observation.other.size(), 2U);
    EXPECT_EQ(observation.other[0].name, "call_function_single");
    EXPECT_EQ(observation.other[1].kind, ArrivalKind::tick);
}

TEST_F(Observe, OneReceiptAnswersEveryRescheduleBeforeIt) {
    send(500, "reschedule", {"resched_curr", "dl_task_timer"});
    send(501, "reschedule", drain_stack);
    receive_ipi(510, "reschedule");
    EXPECT_EQ(caused(ArrivalKind::ipi), 1U);
}

TEST_F(Observe, CountsAnArrivalWithoutKnownSender) {
    receive_ipi(510, "reschedule");
    start_work(520, 0xbad);
    EXPECT_EQ(observed().without_known_sender, 2U);
    EXPECT_EQ(caused(ArrivalKind::ipi), 0U);
}

TEST_F(Observe, AWorkItemOfSomebodyElseIsNoDrain) {
    event(515, victim, EventKind::task_switch, "kworker/2:1");
    start_work(520, 0xabc, "vmstat_update");
    EXPECT_EQ(caused(ArrivalKind::task_switch), 0U);
    EXPECT_EQ(observed().other.size(), 1U);
}

TEST_F(Observe, WhatLiesOutsideTheWindowDoesNotCount) {
    one_drain(50); // received from 60 µs on, the window opens at 100
    EXPECT_EQ(caused(ArrivalKind::drain_work), 0U);
    EXPECT_EQ(caused(ArrivalKind::ipi), 0U);
}

// Its IPI lies before the window and its work within: it is in no count, and is missed.
TEST_F(Observe, AnEdgeThatLiesInAnInterruptionIsALoss) {
    one_drain(80);
    ASSERT_EQ(observed().losses.size(), 1U);
    EXPECT_EQ(observed().losses.front().source, "the window's edge");
    measurement.unquiet = UnquietEdges{std::chrono::microseconds(70), measurement.window_closed};
    EXPECT_TRUE(observed().losses.empty());
}

TEST_F(Observe, WhatACpuThatGoesSendsAwaySeemsToLast) {
    one_drain(80);
    spec.disturber = "cpu-offline";
    EXPECT_TRUE(observed().losses.empty());
}

TEST_F(Observe, TheSwitchForADrainsBarrierIsTheDrains) {
    one_drain(500);
    event(560, victim, EventKind::task_switch, "kworker/2:1");
    start_work(570, 0xba5, "wq_barrier_func");
    EXPECT_EQ(caused(ArrivalKind::task_switch), 2U);
}

TEST_F(Observe, ATickLongAfterADrainIsNotTheDrains) {
    one_drain(500);
    tick(900'000);
    EXPECT_EQ(caused(ArrivalKind::tick), 1U);
}

TEST_F(Observe, NamesWhereHistogramAndTraceDisagree) {
    one_drain(500);
    one_drain_counted();
    counted("drain_work_executed", "lru_add_drain_per_cpu", 2);
    ASSERT_EQ(observed().disagreements.size(), 1U);
    EXPECT_EQ(observed().disagreements.front(), "drain_work on CPU 2: 3 in the histogram, 1 in the trace");
}

TEST_F(Observe, EventsLostInTheWindowAreALoss) {
    trace.lost.push_back({microseconds(200), microseconds(300), {"ring buffer", victim, 7, "overwritten"}});
    trace.lost.push_back({microseconds(10), microseconds(20), {"ring buffer", victim, 7, "overwritten"}});
    ASSERT_EQ(observed().losses.size(), 1U);
    EXPECT_EQ(observed().losses.front().number, 7U);
}

} // namespace
} // namespace cloister
