// SPDX-License-Identifier: GPL-2.0-or-later
// The beginning of every guest: how it is started, and what is said first.
// Runs on: host. Errors: LabError; what the guest does not answer in time is {timed_out}.
#pragma once

#include "orchestrator/stages/conversation.hpp"
#include "orchestrator/stages/run_trial.hpp"

namespace cloister {

// The agent keeps the plan's deadlines by itself and says why; the host waits this much longer.
constexpr std::chrono::seconds grace{10};

GuestSpec guest_spec(const TrialSetUp& set_up, const TrialSpec& spec);

// Hello and the spec: afterwards both sides know what is to be done, and that this guest can do it.
Task<void> verify(Conversation& agent, const TrialSetUp& set_up, TrialRecord& record);

// A line for -v.
void remark(const TrialSetUp& set_up, const char* source, const std::string& line);

} // namespace cloister
