// SPDX-License-Identifier: GPL-2.0-or-later
// Scenario + claims → the trials that answer them: the union of what each claim needs.
// Runs on: host. Pure. Errors: LabError{wrong_use}: a claim that this scenario cannot answer, a mode that the
// kernel does not have.
#pragma once

#include "orchestrator/kernel/kernel_image.hpp"
#include "orchestrator/plan/mode.hpp"
#include "orchestrator/plan/scenario.hpp"
#include "results-schema/plan.hpp"

namespace cloister {

Plan make_plan(const Scenario& scenario, const ModeCatalogue& modes, const KernelImage& kernel);

} // namespace cloister
