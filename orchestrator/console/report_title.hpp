// SPDX-License-Identifier: GPL-2.0-or-later
// What a kernel's report is called. Runs on: host. Pure.
#pragma once

#include "orchestrator/console/complaint.hpp"

#include <string>
#include <vector>

namespace cloister {

// lines: of the report, without stamps; complaint: of lines[at].
std::string report_title(const Complaint& complaint, const std::vector<std::string>& lines, std::size_t at);

} // namespace cloister
