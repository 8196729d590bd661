// SPDX-License-Identifier: GPL-2.0-or-later
// Evidence of armed and unarmed windows → what the probes cost, and whether they change what they count.
// Runs on: host. Pure. The cost of an event is the difference of the kernel instructions of armed and unarmed
// windows, a disturbance each, divided by its events: the histogram, the stack and the record that come with
// one, and what else of arming stands in the CPU's way, are all in it.
#pragma once

#include "orchestrator/calibrate/sources.hpp"
#include "results-schema/observer.hpp"

namespace cloister {

// Every trial of the plan twice: as it is, and with nothing armed; an emulator counts kernel entries in both.
Plan with_unarmed_twins(Plan plan);

Observer observer(const Evidence& evidence);

// Interrupts that the kernel counted (/proc/interrupts), in all windows of a kind.
std::uint64_t counted_interrupts(const ObservedWindows& windows);

// Kernel instructions that an event costs; nullopt where they were not counted, or there was none.
std::optional<std::int64_t> instructions_per_event(const ObservedSource& source);

// 0: the counters of armed and unarmed windows agree, and the emulator saw as many interrupts as the kernel;
// 1: they do not; 2: the evidence is flawed.
int exit_code(const Observer& observer);

// As a person reads it, in 80 columns.
std::string observer_text(const Observer& observer);

} // namespace cloister
