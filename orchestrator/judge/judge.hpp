// SPDX-License-Identifier: GPL-2.0-or-later
// Evidence → report. Never needs a machine; the same evidence gives the same report.
// Runs on: host. Pure.
#pragma once

#include "orchestrator/judge/evidence.hpp"
#include "results-schema/plan.hpp"

namespace cloister {

// evidence in the order of the plan's trials; those that were not run are simply not there.
Report judge(const Plan& plan, const Evidence& evidence);

// The worst of their verdicts; none where nothing was claimed.
std::optional<Verdict> worst_of(const std::vector<ClaimResult>& claims);

// 0 upheld, 1 refuted, 2 invalid or undecided.
int exit_code(Verdict verdict);

} // namespace cloister
