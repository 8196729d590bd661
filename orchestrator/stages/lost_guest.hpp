// SPDX-License-Identifier: GPL-2.0-or-later
// A guest that only its emulator may have broken (console/stale_breakpoint.hpp): the trial is done anew,
// twice at most, as nobody would do otherwise by hand. A kernel that breaks by itself breaks the last one as
// well, and is told as before. Runs on: host.
#pragma once

#include "results-schema/trial_record.hpp"

#include <filesystem>

namespace cloister {

// What ended it, where another guest shall do the trial: of this one's files only the console is left, as
// lost-1.log. before: guests of the trial that were lost already. nullopt: it is not lost, or enough were.
std::optional<Failure> lost_guest(const std::filesystem::path& directory, const TrialRecord& record,
                                  std::size_t before);

} // namespace cloister
