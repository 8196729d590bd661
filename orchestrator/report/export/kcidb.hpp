// SPDX-License-Identifier: GPL-2.0-or-later
// Runs as a KCIDB report, version 5.3: a checkout each source with its patches, a build each kernel, a test
// each claim (cloister.CLAIM) and, with status DONE, each number behind one (cloister.CLAIM.NUMBER). Only
// what is known is said: a source that is no git commit has none. Runs on: host. Pure. Source:
// kernelci/kcidb-io kcidb_io/schema/v05_03.py.
#pragma once

#include "orchestrator/report/export/exported_run.hpp"

namespace cloister {

std::string kcidb_report(const std::vector<ExportedRun>& runs);

} // namespace cloister
