// SPDX-License-Identifier: GPL-2.0-or-later
// Runs as KTAP 1: a test each run, a subtest each claim; reasons are diagnostics.
// Runs on: host. Pure. Source: Linux Documentation/dev-tools/ktap.rst.
#pragma once

#include "orchestrator/report/export/exported_run.hpp"

namespace cloister {

std::string ktap_text(const std::vector<ExportedRun>& runs);

} // namespace cloister
