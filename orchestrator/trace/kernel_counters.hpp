// SPDX-License-Identifier: GPL-2.0-or-later
// What the kernel itself counted on isolated CPUs, whether anybody traces or not, against what the trace
// shows there: /proc/interrupts, /proc/softirqs, the subject's context switches. An entry into the kernel
// that no probe of ours knows, as an NMI, is a difference too. Runs on: host. Pure. Lines of
// /proc/interrupts: arch/x86/kernel/irq.c, arch_show_interrupts().
#pragma once

#include "orchestrator/trace/observation.hpp"
#include "orchestrator/trace/trace_event.hpp"
#include "results-schema/measurement.hpp"
#include "results-schema/trial_spec.hpp"

namespace cloister {

// "NMI on CPU 2: 3 in /proc/interrupts, 0 in the trace". at_most: likewise, while the counters were read as
// well; the same where nothing arrived then.
std::vector<std::string> differences_from_kernel(const TrialSpec& spec, const Measurement& measurement,
                                                 const Trace& trace, const std::vector<Arrival>& arrivals,
                                                 const std::vector<Arrival>& at_most);

} // namespace cloister
