// SPDX-License-Identifier: GPL-2.0-or-later
// Raw events → interruptions of isolated CPUs, each with what ran there and who sent it.
// Runs on: host. Pure. An interruption begins with an interrupt that finds the subject running, and lasts
// until nothing else runs there; a switch without an interrupt of its own belongs to the last one, for only
// an interrupt makes a task leave that never enters the kernel. The IPIs of one wake-up arrive one by one and
// are joined by their common origin. What an earlier interruption left behind is one of its own, and says
// which it follows (consequences.hpp). A program of the user's sleeps, wakes up and has timers of its own:
// that it goes and comes is no interruption, and what its timers bring is told as its own (own_timers.hpp).
#pragma once

#include "orchestrator/trace/pending_sends.hpp"
#include "orchestrator/trace/subject_tasks.hpp"
#include "results-schema/interruption.hpp"
#include "results-schema/measurement.hpp"
#include "results-schema/trial_spec.hpp"

namespace cloister {

struct SeenInterruption {
    Interruption interruption;
    std::vector<Sender> senders; // of each of its steps; unknown where none was seen, or none can be
};

// All that the trace shows, those before the window included, numbered from 1 as each CPU came to rest.
std::vector<SeenInterruption> interruptions_in(const Trace& trace, const TrialSpec& spec,
                                               const SubjectTasks& subject);

// Of these, the ones that begin in the measured window, by time, numbered from 1.
std::vector<Interruption> in_window(const std::vector<SeenInterruption>& seen,
                                    const Measurement& measurement);

} // namespace cloister
