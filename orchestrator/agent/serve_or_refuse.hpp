// SPDX-License-Identifier: GPL-2.0-or-later
// How a trial and a shell begin and fail alike: what ends either before it is over is told to the host, with
// what is known of the guest by then. Runs on: guest.
#pragma once

#include "orchestrator/agent/port.hpp"
#include "results-schema/measurement.hpp"
#include "results-schema/trial_spec.hpp"

#include <functional>

namespace cloister::agent {

// serve adds to the facts as it learns them.
void serve_or_refuse(Port& port, const TrialSpec& spec, const std::function<void(GuestFacts& facts)>& serve);

// LabError{verify}: this kernel contradicts the spec (guest_facts.hpp).
void expect_asked_for(const TrialSpec& spec, const GuestFacts& facts);

} // namespace cloister::agent
