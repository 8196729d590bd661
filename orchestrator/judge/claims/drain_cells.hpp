// SPDX-License-Identifier: GPL-2.0-or-later
// The cells in which a known number of drains is armed and drained, by the way in which the kernel drains.
// Runs on: host. Pure.
#pragma once

#include "orchestrator/judge/claim.hpp"

namespace cloister {

// way: "local" or "remote". Empty where the scenario arms or drains nothing, or has no such mode.
std::vector<TrialNeed> drain_needs(const Scenario& scenario, const std::vector<Mode>& modes,
                                   const std::string& way);
Trials drain_trials(const Evidence& evidence, const std::string& way);

} // namespace cloister
