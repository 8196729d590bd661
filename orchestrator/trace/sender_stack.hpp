// SPDX-License-Identifier: GPL-2.0-or-later
// A sender's stack, read: which function asked for what was sent, and in what it ran.
// Runs on: host. Pure. The innermost frames only deliver (wake-up, queueing, IPI); who asked is the first
// that does more. An interrupt's frames end at its entry: what lies further out was only interrupted by it.
#pragma once

#include "orchestrator/trace/name.hpp"

#include <vector>

namespace cloister {

struct SenderStack {
    std::vector<Name> frames; // from who asked outwards
    // "system call write", "work vmstat_shepherd", "timer dl_task_timer", "interrupt", "softirq",
    // "page fault", "kernel thread"; empty where the stack does not say.
    Name context;

    Name asked_by() const { return frames.empty() ? Name() : frames.front(); }
};

// stack: functions, innermost first.
SenderStack read_sender_stack(const std::vector<Name>& stack);

} // namespace cloister
