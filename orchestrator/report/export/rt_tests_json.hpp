// SPDX-License-Identifier: GPL-2.0-or-later
// A run in the shape of the JSON of rt-tests (cyclictest --json): a thread each isolated CPU of each cell,
// whose latencies are the lengths of that CPU's interruptions, in µs. Keys have no colon at their end, as
// rt-tests' have. Trials that prove nothing are left out. Runs on: host. Pure. Errors: LabError{wrong_use}
// for a run that has no window, or that measured nothing: the shape has no word for it. Sources: rt-tests 2.4
// src/lib/rt-utils.c; Linaro/test-definitions automated/lib/parse_rt_tests_results.py.
#pragma once

#include "orchestrator/report/export/exported_run.hpp"

namespace cloister {

std::string rt_tests_json(const std::vector<ExportedRun>& runs);

} // namespace cloister
