// SPDX-License-Identifier: GPL-2.0-or-later
// How long the gaps of a stored trial's subjects were. Runs on: host. Errors: as RunDirectory.
#pragma once

#include "orchestrator/judge/evidence.hpp"
#include "orchestrator/report/gap_histogram.hpp"

#include <filesystem>

namespace cloister {

// directory: of the trial, which was observed.
std::vector<GapBin> gaps_of(const std::filesystem::path& directory, const JudgedTrial& judged);

} // namespace cloister
