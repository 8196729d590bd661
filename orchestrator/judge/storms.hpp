// SPDX-License-Identifier: GPL-2.0-or-later
// How much a storm did while drains came: each page that it takes passes a batch and its lock, and a page
// list. Runs on: host. Pure.
#pragma once

#include "orchestrator/judge/evidence.hpp"

namespace cloister {

// In the window, on all its CPUs; nullopt: the trial had no storm, or no window.
std::optional<std::uint64_t> pages_of_storm(const TrialRecord& record);
std::optional<Storm> storm_in(const Trials& trials);

} // namespace cloister
