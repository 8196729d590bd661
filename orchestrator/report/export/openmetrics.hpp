// SPDX-License-Identifier: GPL-2.0-or-later
// Runs as OpenMetrics 1.0 text, which is the older Prometheus text format as well: the node exporter's
// textfile directory takes only that one, reads # UNIT and # EOF as comments, and refuses times and types
// that it does not know, so there are gauges alone. Runs on: host. Pure. Errors: LabError{wrong_use} where
// two runs have the same series; they have no time here that tells them apart.
#pragma once

#include "orchestrator/report/export/exported_run.hpp"

namespace cloister {

std::string openmetrics_text(const std::vector<ExportedRun>& runs);

} // namespace cloister
