// SPDX-License-Identifier: GPL-2.0-or-later
// The first lines of whatever a person reads of a run: what it was measured on, and whether to believe its
// times. Runs on: host. Pure.
#pragma once

#include <optional>
#include <string>

namespace cloister {

// As in a report: machine, times_indicative, not_measured. Ends with an empty line.
std::string measured_on_text(const std::string& machine, bool times_indicative,
                             const std::optional<std::string>& not_measured);

} // namespace cloister
