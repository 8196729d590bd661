// SPDX-License-Identifier: GPL-2.0-or-later
// For tests: a trace that is kept whole, and one that is written event by event, of a window from 100 µs to 1
// s. Runs on: host.
#pragma once

#include "orchestrator/trace/trace_event.hpp"
#include "results-schema/measurement.hpp"
#include "results-schema/trial_spec.hpp"

#include <gtest/gtest.h>

namespace cloister {

struct Trace : TraceReader {
    void take(const TraceEvent& event) override { events.push_back(event); }
    void take(const LostEvents& each) override { lost.push_back(each); }

    std::vector<TraceEvent> events;
    std::vector<LostEvents> lost;
};

class Traced : public ::testing::Test {
  protected:
    explicit Traced(CpuSet isolated) {
        spec.isolated = std::move(isolated);
        spec.subject = "spin-refill";
        measurement.window_opened = std::chrono::microseconds(100);
        measurement.window_closed = std::chrono::seconds(1);
    }

    TraceEvent& event(std::int64_t at_us, CpuId cpu, EventKind kind, const std::string& name) {
        TraceEvent& added = trace.events.emplace_back();
        added.at = std::chrono::microseconds(at_us);
        added.cpu = cpu;
        added.kind = kind;
        added.name = name;
        return added;
    }

    TrialSpec spec;
    Measurement measurement;
    Trace trace;
};

} // namespace cloister
