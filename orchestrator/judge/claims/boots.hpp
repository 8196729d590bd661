// SPDX-License-Identifier: GPL-2.0-or-later
// Claims about a boot alone: which way of draining the kernel read back. No window is opened.
// Runs on: host. Pure.
#pragma once

#include "orchestrator/judge/claim.hpp"

namespace cloister {

// One boot in each of these modes; none unless the scenario has a mode that needs our patches.
std::vector<TrialNeed> boot_needs(const std::vector<Mode>& modes, const std::vector<std::string>& boots);
// Upheld when every boot read back what its mode expects.
ClaimResult judge_boots(const Evidence& evidence, const std::vector<std::string>& boots);

} // namespace cloister
