// SPDX-License-Identifier: GPL-2.0-or-later
// Decoded events and the agent's measurement → what the window shows. Never needs a machine.
// Runs on: host. Pure.
#pragma once

#include "orchestrator/trace/observation.hpp"
#include "orchestrator/trace/trace_event.hpp"
#include "results-schema/measurement.hpp"
#include "results-schema/trial_spec.hpp"

namespace cloister {

Observation observe(const TrialSpec& spec, const Measurement& measurement, const Trace& trace,
                    const std::vector<SubjectGap>& gaps);

} // namespace cloister
