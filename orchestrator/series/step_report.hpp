// SPDX-License-Identifier: GPL-2.0-or-later
// What a step's evidence and counted costs come to, and what the steps come to together.
// Runs on: host. Pure.
#pragma once

#include "orchestrator/judge/evidence.hpp"
#include "results-schema/series.hpp"

namespace cloister {

// Of a step that was measured: claims, verdict, drains; a kernel that failed.
void tell_measured(const Evidence& evidence, const Report& report, StepReport& step);
void tell_costs(const Cost& cost, StepReport& step);
// What its costs prove against the base's; beside the claims that its trials answer.
void tell_cost_claims(const std::vector<ClaimResult>& claims, StepReport& step);

// A step that does not build, fails, or is refuted.
bool is_bad(const StepReport& step);
// Fills in the verdict of the whole, and the first bad step.
void conclude(SeriesReport& series);

} // namespace cloister
