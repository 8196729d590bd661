// SPDX-License-Identifier: GPL-2.0-or-later
// Runs as lines of the InfluxDB line protocol: a measurement each metric, its labels and the run as tags, one
// field "value", counts as integers; the time is when the run was started, in ns. Runs on: host. Pure.
#pragma once

#include "orchestrator/report/export/exported_run.hpp"

namespace cloister {

std::string influx_lines(const std::vector<ExportedRun>& runs);

} // namespace cloister
