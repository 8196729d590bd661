// SPDX-License-Identifier: GPL-2.0-or-later
// A program of the user's on an isolated CPU: what it asks for is its own, what others send is not.
#include "orchestrator/trace/observe.hpp"
#include "orchestrator/trace/traced.hpp"

#include <gtest/gtest.h>

namespace cloister {
namespace {

const CpuId victim{2};

class OwnProgramTraced : public Traced {
  protected:
    OwnProgramTraced() : Traced(CpuSet{victim}) {
        spec.subject = "/usr/bin/cyclictest";
        spec.subject_command = std::vector<std::string>{"/usr/bin/cyclictest"};
        measurement.subject_tasks = std::vector<std::string>{"cyclictest", "swapper/2"};
    }

    void change(std::int64_t at_us, const std::string& from, const std::string& to) {
        TraceEvent& changed = event(at_us, victim, EventKind::task_switch, to);
        changed.task = from;
        changed.pid = from.starts_with("swapper") ? 0 : 70;
    }
    void clock_interrupt(std::int64_t at_us) {
        event(at_us, victim, EventKind::timer_entry, "local_timer");
        event(at_us + 2, victim, EventKind::timer_exit, "local_timer");
    }
    void set(std::int64_t at_us, std::uint64_t object, std::int64_t until_us) {
        TraceEvent& timer = event(at_us, victim, EventKind::timer_set, "hrtimer_wakeup");
        timer.task = "cyclictest";
        timer.object = object;
        timer.expires = std::chrono::microseconds(until_us);
    }
    // Sets a timer and sleeps until it comes.
    void sleep(std::int64_t at_us, std::int64_t until_us) {
        set(at_us, 0x7, until_us);
        change(at_us + 1, "cyclictest", "swapper/2");
        clock_interrupt(until_us + 3);
        change(until_us + 6, "swapper/2", "cyclictest");
    }
    Observation observed() const {
        TraceObserver observer(
            spec, measurement, [](CpuId) { return std::nullopt; }, Keep::interruptions);
        for (const TraceEvent& event : trace.events)
            observer.take(event);
        return observer.finish();
    }
};

TEST_F(OwnProgramTraced, ItsTimerIsItsOwn) {
    sleep(500, 1500);
    const Observation observation = observed();
    ASSERT_EQ(observation.interruptions.size(), 1U);
    const Cause& cause = observation.interruptions.front().cause;
    EXPECT_EQ(cause.what, "tick");
    EXPECT_EQ(cause.by, "hrtimer_wakeup");
    EXPECT_EQ(cause.context, "own timer");
    EXPECT_EQ(cause.task, "cyclictest");
}

TEST_F(OwnProgramTraced, ATimerThatIsSetAnewWasDueBefore) {
    for (const std::int64_t at_us : {500, 600}) { // due at once: it did not come to sleep
        set(at_us, 0x7, at_us + 5);
        clock_interrupt(at_us + 10);
    }
    for (const Interruption& each : observed().interruptions)
        EXPECT_EQ(each.cause.by, "hrtimer_wakeup");
    EXPECT_EQ(observed().interruptions.size(), 2U);
}

TEST_F(OwnProgramTraced, ATimerThatNobodySetIsNotItsOwn) {
    clock_interrupt(700);
    ASSERT_EQ(observed().interruptions.size(), 1U);
    EXPECT_EQ(observed().interruptions.front().cause.by, "");
}

TEST_F(OwnProgramTraced, TwoTimersThatOneInterruptServesMayHaveRaisedTwo) {
    set(500, 0x7, 700);
    set(600, 0x8, 650);
    for (const std::int64_t at_us : {800, 820, 840}) // the third came for neither
        clock_interrupt(at_us);
    const Observation observation = observed();
    ASSERT_EQ(observation.interruptions.size(), 3U);
    EXPECT_EQ(observation.interruptions[0].cause.by, "hrtimer_wakeup");
    EXPECT_EQ(observation.interruptions[1].cause.by, "hrtimer_wakeup");
    EXPECT_EQ(observation.interruptions[2].cause.by, "");
}

TEST_F(OwnProgramTraced, WhoElseRunsWhileItSleepsInterrupts) {
    sleep(500, 1500);
    change(1600, "cyclictest", "swapper/2");
    change(1700, "swapper/2", "kworker/2:1");
    change(1720, "kworker/2:1", "swapper/2");
    const Observation observation = observed();
    ASSERT_EQ(observation.interruptions.size(), 2U);
    EXPECT_EQ(observation.interruptions[1].cause.what, "kworker");
    EXPECT_EQ(observation.interruptions[1].length, std::chrono::microseconds(20));
}

TEST_F(OwnProgramTraced, WhatWakesItIsItsOwn) {
    change(500, "cyclictest", "swapper/2");
    event(600, victim, EventKind::ipi_received, "reschedule");
    event(601, victim, EventKind::ipi_done, "reschedule");
    change(602, "swapper/2", "cyclictest");
    event(700, victim, EventKind::ipi_received, "reschedule"); // it runs already
    event(701, victim, EventKind::ipi_done, "reschedule");
    change(900, "cyclictest", "swapper/2");
    const Observation observation = observed();
    ASSERT_EQ(observation.interruptions.size(), 2U);
    EXPECT_EQ(observation.interruptions[0].cause.what, "wake-up of cyclictest");
    EXPECT_EQ(observation.interruptions[1].cause.what, "IPI reschedule");
}

TEST_F(OwnProgramTraced, CountersMayDifferByWhatCameWhileTheyWereRead) {
    sleep(500, 1500);
    clock_interrupt(1'000'050); // behind the window's end
    measurement.tallies.push_back({"tick", victim, "local_timer", 2});
    measurement.tallies.push_back({"task_switch", victim, "swapper/2", 1});
    measurement.interrupts["LOC"][victim] = 2;
    EXPECT_EQ(observed().disagreements.size(), 1U);
    EXPECT_EQ(observed().differences_from_kernel.size(), 1U);
    measurement.unquiet = UnquietEdges{measurement.window_opened, std::chrono::microseconds(1'000'100)};
    EXPECT_TRUE(observed().disagreements.empty());
    EXPECT_TRUE(observed().differences_from_kernel.empty());
    measurement.interrupts["LOC"][victim] = 3;
    EXPECT_EQ(observed().differences_from_kernel.size(), 1U);
}

} // namespace
} // namespace cloister
