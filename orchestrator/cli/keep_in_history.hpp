// SPDX-License-Identifier: GPL-2.0-or-later
// Whatever was measured lands in a history, unless --no-history. The fake machine's runs land in none that is
// not named. Runs on: host. A history that cannot be written costs nobody a run: it is told in one line on
// standard error, and the exit code stays what it is.
#pragma once

#include "orchestrator/cli/run_options.hpp"
#include "orchestrator/conduct.hpp"

namespace cloister {

// Whether it is there now: it is not where none is wanted, or none could be written.
bool keep_in_history(const RunOptions& options, const RunDirectory& run, const Conducted& conducted);
// A directory as it is stored, with all runs that it has: of a series, or of costs.
bool keep_in_history(const RunOptions& options, const RunDirectory& directory);
// Whether a run is to be kept at all.
bool is_for_history(const RunOptions& options, bool is_fake);

} // namespace cloister
