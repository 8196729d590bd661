// SPDX-License-Identifier: GPL-2.0-or-later
// A command of the user's is told what a night came to: by its environment, and by nightly.json on its
// standard input. What it prints goes into the night's log, as far as that stays a log; its time is limited,
// and what it started beneath itself ends with it then. Runs on: host; blocks. Errors: LabError{lab} where
// the document or the log cannot be opened; a command that fails costs nobody a night, and is told.
#pragma once

#include "orchestrator/fleet/night_plan.hpp"
#include "orchestrator/store/nights.hpp"

namespace cloister {

// What went wrong, in one line; nullopt: it ended well.
std::optional<std::string> tell_verdict(const NightCommand& command, const NightDirectory& directory,
                                        const Nightly& night);

} // namespace cloister
