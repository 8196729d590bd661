// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/trace/kernel_counters.hpp"

#include "orchestrator/trace/traced.hpp"

namespace cloister {
namespace {

const CpuId housekeeping{0};
const CpuId victim{2};

class KernelCounters : public Traced {
  protected:
    KernelCounters() : Traced(CpuSet{victim}) {
        arrive(ArrivalKind::tick, "local_timer");
        arrive(ArrivalKind::ipi, "reschedule");
        arrive(ArrivalKind::ipi, "call_function");
        arrive(ArrivalKind::ipi, "call_function_single");
        arrive(ArrivalKind::softirq, "TIMER");
        event(500, victim, EventKind::task_switch, "kworker/2:1").task = "spin-refill";
        event(510, victim, EventKind::task_switch, "spin-refill").task = "kworker/2:1";
        measurement.interrupts = {{"LOC", {{housekeeping, 70}, {victim, 1}}},
                                  {"RES", {{victim, 1}}},
                                  {"CAL", {{victim, 2}}},
                                  {"TLB", {{victim, 1}}}};
        measurement.softirqs = {{"TIMER", {{housekeeping, 9}, {victim, 1}}}};
        measurement.subjects.push_back({.cpu = victim, .involuntary_switches = 1});
    }
    void arrive(ArrivalKind kind, const std::string& name) { ++arrivals[{victim, kind, name}].others; }
    std::vector<std::string> differences() const {
        SubjectSwitches switches(spec, measurement);
        for (const TraceEvent& event : trace.events)
            switches.take(event);
        return differences_from_kernel(spec.isolated, measurement, arrivals, arrivals, switches);
    }

    Arrivals arrivals;
};

using Lines = std::vector<std::string>;

TEST_F(KernelCounters, WhatBothSawIsNoDifference) {
    EXPECT_EQ(differences(), Lines{});
}

TEST_F(KernelCounters, AnEntryThatNoProbeKnowsIsOne) {
    measurement.interrupts["NMI"][victim] = 3;
    EXPECT_EQ(differences(), Lines{"NMI on CPU 2: 3 in /proc/interrupts, 0 in the trace"});
}

TEST_F(KernelCounters, WhatTheTraceMissedIsOne) {
    measurement.interrupts["CAL"][victim] = 3;
    measurement.softirqs["RCU"][victim] = 1;
    EXPECT_EQ(differences(), (Lines{"CAL on CPU 2: 3 in /proc/interrupts, 2 in the trace",
                                    "RCU on CPU 2: 1 in /proc/softirqs, 0 in the trace"}));
}

TEST_F(KernelCounters, WhatTheTraceInventedIsOne) {
    arrive(ArrivalKind::device_irq, "virtio0-input");
    EXPECT_EQ(differences(), Lines{"devices on CPU 2: 0 in /proc/interrupts, 1 in the trace"});
}

TEST_F(KernelCounters, DevicesAreCountedTogether) {
    arrive(ArrivalKind::device_irq, "virtio0-input");
    arrive(ArrivalKind::device_irq, "ttyS0");
    measurement.interrupts["4"][victim] = 1;
    measurement.interrupts["24"][victim] = 1;
    EXPECT_EQ(differences(), Lines{});
}

TEST_F(KernelCounters, TheSubjectsOwnSwitchesCount) {
    measurement.subjects.front().voluntary_switches = 1;
    EXPECT_EQ(differences(), Lines{"switches on CPU 2: 2 in the subject's status, 1 in the trace"});
}

TEST_F(KernelCounters, ASubjectThatIsMovedSwitchesElsewhereAsWell) {
    spec.disturber = "cpu-offline";
    measurement.subjects.front().involuntary_switches = 9;
    EXPECT_EQ(differences(), Lines{});
    measurement.subjects.front().involuntary_switches = 0;
    EXPECT_EQ(differences(), Lines{"switches on CPU 2: 0 in the subject's status, 1 in the trace"});
}

TEST_F(KernelCounters, SwitchesWhileTheyWereReadMayCountOrNot) {
    event(520, victim, EventKind::task_switch, "kworker/2:1").task = "spin-refill";
    measurement.window_closed = std::chrono::microseconds(515);
    measurement.unquiet = UnquietEdges{measurement.window_opened, std::chrono::microseconds(530)};
    EXPECT_EQ(differences(), Lines{});
    measurement.subjects.front().involuntary_switches = 2;
    EXPECT_EQ(differences(), Lines{});
    measurement.subjects.front().involuntary_switches = 3;
    EXPECT_EQ(differences(), Lines{"switches on CPU 2: 3 in the subject's status, 1 in the trace"});
}

} // namespace
} // namespace cloister
