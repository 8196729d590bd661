// SPDX-License-Identifier: GPL-2.0-or-later
// Runs as the signals by which a LAVA job hears of results, to be printed on its console: a test set each
// run, a case each claim, and a case with a measurement each number. Runs on: host. Pure. Source: LAVA
// 2023.01 lava_dispatcher/actions/test/shell.py, connection.py.
#pragma once

#include "orchestrator/report/export/exported_run.hpp"

namespace cloister {

std::string lava_signals(const std::vector<ExportedRun>& runs);

} // namespace cloister
