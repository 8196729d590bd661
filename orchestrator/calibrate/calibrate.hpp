// SPDX-License-Identifier: GPL-2.0-or-later
// Evidence of provoked arrivals → provoked, seen, missed and invented, source by source.
// Runs on: host. Pure. A drain in remote mode is provoked as often as in local mode and must not arrive:
// there "provoked" is 0.
#pragma once

#include "orchestrator/calibrate/sources.hpp"
#include "results-schema/calibration.hpp"

namespace cloister {

Calibration calibrate(const Evidence& evidence);

// All that was provoked was seen, nothing else, and the evidence is sound: 0. Something was missed or
// invented:
// 1. The evidence is flawed: 2.
int exit_code(const Calibration& calibration);

// As a person reads it, in 80 columns.
std::string calibration_text(const Calibration& calibration);

} // namespace cloister
