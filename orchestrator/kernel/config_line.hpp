// SPDX-License-Identifier: GPL-2.0-or-later
// Whether a kernel's .config has a line, as "CONFIG_SMP=y": whole, not as the end of another's.
// Runs on: host. Pure.
#pragma once

#include <string>

namespace cloister {

bool has_line(const std::string& config, const std::string& line);

} // namespace cloister
