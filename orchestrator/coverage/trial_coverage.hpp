// SPDX-License-Identifier: GPL-2.0-or-later
// What one guest's gcov counts say of touched lines, or why they say nothing. Runs on: host. A value.
#pragma once

#include "orchestrator/coverage/line_counts.hpp"

#include <optional>

namespace cloister {

struct TrialCoverage {
    LineCounts lines;
    std::optional<std::string> unreadable; // why
};

} // namespace cloister
