// SPDX-License-Identifier: GPL-2.0-or-later
// Whatever was measured lands in a history, unless --no-history. The fake machine's runs land in none that is
// not named. Runs on: host. A history that cannot be written costs nobody a run: it is told in one line on
// standard error, and the exit code stays what it is.
#pragma once

#include "orchestrator/cli/run_options.hpp"
#include "orchestrator/conduct.hpp"

namespace cloister {

void keep_in_history(const RunOptions& options, const RunDirectory& run, const Conducted& conducted);
// A directory as it is stored, with all runs that it has: of a series, or of costs.
void keep_in_history(const RunOptions& options, const RunDirectory& directory);

} // namespace cloister
