// SPDX-License-Identifier: GPL-2.0-or-later
// Runs as JUnit XML: a suite each run, a case each claim; numbers and reasons as text. Runs on: host. Pure.
#pragma once

#include "orchestrator/report/export/exported_run.hpp"

namespace cloister {

std::string junit_xml(const std::vector<ExportedRun>& runs);

} // namespace cloister
