// SPDX-License-Identifier: GPL-2.0-or-later
// Runs as one CSV (RFC 4180, lines ended by LF): a line each number, a column each label of any metric.
// Runs on: host. Pure.
#pragma once

#include "orchestrator/report/export/exported_run.hpp"

namespace cloister {

std::string csv_table(const std::vector<ExportedRun>& runs);

} // namespace cloister
