// SPDX-License-Identifier: GPL-2.0-or-later
// One event of a guest's trace, as a typed value, and the gaps where the ring buffer lost some.
// Runs on: host; pure values. Times: guest trace clock (mono). Made by decode(), read by a TraceObserver.
#pragma once

#include "orchestrator/trace/call_stack.hpp"
#include "results-schema/loss.hpp"

#include <chrono>
#include <cstdint>

namespace cloister {

enum class EventKind {
    ipi_sent,     // name: callback, or "reschedule"; targets
    ipi_received, // name: vector ("reschedule", "call_function_single", "irq_work" …)
    ipi_done,
    csd_queued,  // name: function to call; targets
    csd_started, // name: function; object: its descriptor, 0 where a kprobe tells of it, and not of its end
    csd_ended,
    work_queued,  // name: function; object: the work item; targets: the CPU whose pool runs it
    work_started, // name: function; object
    work_ended,
    timer_entry, // the local timer: a tick
    timer_exit,
    tick_kept,     // something needs it: the kernel looked, and left it on
    tick_stopped,  // until something needs it again
    timer_set,     // name: function to call; object: the timer; expires
    softirq_entry, // name: "TIMER", "SCHED" …
    softirq_exit,
    irq_entry, // a device's; name: its handler, or the vector of what is no IPI
    irq_exit,
    task_switch,    // name: next task; pid and task are the previous one's
    task_woken,     // name: the task that becomes runnable; next_pid; targets: its CPU
    lock_contended, // object: the lock's address
    marker,         // name: the text
    other,          // name: "system:event"
};

struct TraceEvent {
    std::chrono::nanoseconds at{0};
    CpuId cpu;
    int pid = 0; // who ran on that CPU
    Name task;
    EventKind kind = EventKind::other;
    Name name;
    CpuSet targets;
    std::uint64_t object = 0;
    std::chrono::nanoseconds expires{0};
    Name queue;             // of work that is queued: the workqueue's name
    int next_pid = 0;       // of a task switch or a wake-up
    bool preempted = false; // of a task switch: the previous task would have run on
    SharedStack stack;
};

// Events of one CPU that the ring buffer dropped between two that it kept.
struct LostEvents {
    std::chrono::nanoseconds after{0}; // 0: from the beginning
    std::chrono::nanoseconds before{0};
    Loss loss;
};

// Whoever reads a trace, one event at a time.
class TraceReader {
  public:
    virtual ~TraceReader() = default;
    // By time; what was lost comes before the event that lies behind it.
    virtual void take(const TraceEvent& event) = 0;
    virtual void take(const LostEvents& lost) = 0;
};

} // namespace cloister
