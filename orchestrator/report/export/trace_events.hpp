// SPDX-License-Identifier: GPL-2.0-or-later
// A run's interruptions as JSON trace events, which Perfetto's page and chrome://tracing open: a process each
// trial, a thread each guest CPU, a slice each interruption with its steps within, and an arrow from who sent
// it. Times are µs from the window's opening. Runs on: host. Pure. Errors: LabError{wrong_use} for a run of
// which no window was read. Source: "Trace Event Format" (Chromium's catapult project), which Perfetto's JSON
// importer takes.
#pragma once

#include "orchestrator/report/export/exported_run.hpp"

namespace cloister {

std::string trace_events(const std::vector<ExportedRun>& runs);

} // namespace cloister
