// SPDX-License-Identifier: GPL-2.0-or-later
// The trials that run as many of a series' lines as can be reached: every caller that drains, by every way
// that fills a cache, in every mode; storms beside drains; memory and CPUs that go; every boot that is a
// choice. Runs on: host. Pure.
#pragma once

#include "orchestrator/judge/claim.hpp"

namespace cloister {

// The modes' own, and one boot of each that the switch of the series knows. Empty where no mode drains
// remotely.
std::vector<TrialNeed> coverage_needs(const std::vector<Mode>& modes);

} // namespace cloister
