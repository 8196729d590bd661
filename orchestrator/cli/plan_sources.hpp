// SPDX-License-Identifier: GPL-2.0-or-later
// Sources of interruptions, chosen by name → the trials that provoke them: of calibrate and of observer.
// Runs on: host. Errors: LabError{wrong_use} naming the nearest source, or why one is not provoked.
#pragma once

#include "orchestrator/calibrate/sources.hpp"
#include "orchestrator/cli/measured_run.hpp"

namespace cloister {

// In the catalogue's order; all of them unless some are named.
std::vector<Source> chosen_sources(const std::vector<std::string>& names);

// Each of them in every mode of the scenario.
MakePlan plan_of_sources(const std::vector<Source>& chosen);

} // namespace cloister
