// SPDX-License-Identifier: GPL-2.0-or-later
// A report on one screen of 80 columns: what was measured, what drains caused, verdicts, and what else
// arrived. Runs on: host. Pure.
#pragma once

#include "orchestrator/report/verdict_lines.hpp"

namespace cloister {

std::string report_text(const Report& report, Colour colour);

} // namespace cloister
