// SPDX-License-Identifier: GPL-2.0-or-later
// A case as its guest is told: what to boot, and who acts in it. Runs on: host. Pure.
#pragma once

#include "orchestrator/plan/mode.hpp"
#include "orchestrator/wire/fuzz_order.hpp"
#include "results-schema/fuzz_case.hpp"

namespace cloister {

std::string mode_of(const FuzzCase& drawn);
// modes: those of a matrix (matrix/matrix_modes.hpp). Nothing is probed and no knob is turned.
TrialSpec fuzz_spec(const FuzzCase& drawn, const ModeCatalogue& modes);
wire::FuzzOrder fuzz_order(const FuzzCase& drawn);

} // namespace cloister
