// SPDX-License-Identifier: GPL-2.0-or-later
// Evidence of a run → its interruptions, numbered through all its trials.
// Runs on: host. Pure.
#pragma once

#include "orchestrator/judge/evidence.hpp"
#include "results-schema/interruption.hpp"

namespace cloister {

Interruptions explain(const Evidence& evidence);

} // namespace cloister
