// SPDX-License-Identifier: GPL-2.0-or-later
// Scenario + claims → the trials that answer them: the union of what each claim needs.
// Runs on: host. Pure. Errors: LabError{wrong_use}: a claim that this scenario cannot answer, a mode that the
// kernel does not have.
#pragma once

#include "orchestrator/judge/claim.hpp"
#include "orchestrator/kernel/kernel_image.hpp"
#include "orchestrator/plan/mode.hpp"
#include "orchestrator/plan/scenario.hpp"
#include "results-schema/plan.hpp"

namespace cloister {

Plan make_plan(const Scenario& scenario, const ModeCatalogue& modes, const KernelImage& kernel);

// The modes of the scenario, refused where this kernel cannot have one.
std::vector<Mode> chosen_modes(const Scenario& scenario, const ModeCatalogue& modes,
                               const KernelImage& kernel);
// The trials of these cells, each as often as the scenario repeats; no claim yet.
Plan plan_trials(const Scenario& scenario, const ModeCatalogue& modes, const std::vector<TrialNeed>& needs);

} // namespace cloister
