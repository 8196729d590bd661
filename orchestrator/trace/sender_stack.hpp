// SPDX-License-Identifier: GPL-2.0-or-later
// A sender's stack, read: which function asked for what was sent, and in what it ran.
// Runs on: host. Pure. The innermost frames only deliver (wake-up, queueing, IPI); who asked is the first
// that does more. An interrupt's frames end at its entry: what lies further out was only interrupted by it.
#pragma once

#include <string>
#include <vector>

namespace cloister {

struct SenderStack {
    std::vector<std::string> frames; // from who asked outwards
    // "system call write", "work vmstat_shepherd", "timer dl_task_timer", "interrupt", "softirq",
    // "page fault", "kernel thread"; empty where the stack does not say.
    std::string context;

    std::string asked_by() const { return frames.empty() ? "" : frames.front(); }
};

// stack: functions, innermost first.
SenderStack read_sender_stack(const std::vector<std::string>& stack);

// Inside __queue_work(): what such a stack sends only wakes a worker for the item queued before.
bool wakes_worker(const std::vector<std::string>& stack);

} // namespace cloister
