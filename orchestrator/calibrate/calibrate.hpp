// SPDX-License-Identifier: GPL-2.0-or-later
// Evidence of provoked arrivals → provoked, seen, missed and invented, source by source.
// Runs on: host. Pure. A drain in remote mode is provoked as often as in local mode and must not arrive:
// there "provoked" is 0.
#pragma once

#include "orchestrator/calibrate/sources.hpp"
#include "results-schema/calibration.hpp"

namespace cloister {

// What the kernel itself refused, or did not do, at the disturber's first try is absent, with its words.
Calibration calibrate(const Evidence& evidence);

// By presence: what this kernel does not have, or does not do, shows before the window; that nothing drains
// in local mode, which every kernel knows: elsewhere it is a finding.
std::optional<std::string> why_absent(const TrialRecord& record);

// 0: all that was provoked was seen, and nothing else; 1: something was missed or invented; 2: the evidence
// is flawed.
int exit_code(const Calibration& calibration);

// As a person reads it, in 80 columns.
std::string calibration_text(const Calibration& calibration);

} // namespace cloister
