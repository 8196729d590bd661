// SPDX-License-Identifier: GPL-2.0-or-later
// Evidence → which touched lines ran, by how guests drained and in all of them; as a document, as text of 80
// columns, and as lcov's trace file, of which genhtml makes pages. Runs on: host. Pure.
#pragma once

#include "orchestrator/coverage/line_counts.hpp"
#include "orchestrator/judge/evidence.hpp"
#include "orchestrator/report/verdict_lines.hpp"
#include "results-schema/coverage.hpp"

namespace cloister {

// "local", "remote", "either": of all guests.
const std::vector<std::string>& ways_of_draining();
LineCounts counts_of(const Evidence& evidence, const std::string& way);

using Sources = std::map<std::string, std::string>; // by path, as they were compiled

// evidence: of trials on one kernel, at least one. A way that no guest drained in is left out.
Coverage coverage(const Evidence& evidence, const Sources& sources);

std::string coverage_text(const Coverage& coverage, Colour colour);

// sources: the directory that the files lie in.
std::string lcov_trace(const LineCounts& counts, const std::string& sources);

// Of the claim; 2 where nothing was counted.
int exit_code(const Coverage& coverage);

} // namespace cloister
