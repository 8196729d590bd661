// SPDX-License-Identifier: GPL-2.0-or-later
// Which touched lines ran in guests that drain in one way, summed; and who of them tells nothing.
// Runs on: host. Pure.
#pragma once

#include "orchestrator/coverage/line_counts.hpp"
#include "orchestrator/judge/evidence.hpp"

#include <set>

namespace cloister {

struct SilentGuest {
    const JudgedTrial* trial;
    std::string reason;
};

struct CoveredLines {
    LineCounts counts;
    std::set<std::string> modes;
    std::uint64_t guests = 0;
    std::vector<SilentGuest> silent;
};

// way: "local" or "remote", as the guest itself says; empty: all. What a kernel cannot be asked for is no
// lack.
CoveredLines covered_lines(const Evidence& evidence, const std::string& way);

} // namespace cloister
