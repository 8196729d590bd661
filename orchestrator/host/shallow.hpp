// SPDX-License-Identifier: GPL-2.0-or-later
// Which idle states a CPU leaves faster than a gap that a subject notices: these may stay.
// Runs on: host. Errors: as read_knob().
#pragma once

#include "probes/kernelfs/file.hpp"
#include "workloads/handshake.h"

#include <string>

namespace cloister {

// state: its directory; "latency" is its exit latency in microseconds.
inline bool is_shallow(const std::string& state) {
    constexpr std::uint64_t microsecond = 1000;
    return std::stoull("0" + read_knob(state + "/latency").value_or("0")) * microsecond <
           workloads::shortest_gap_ns;
}

} // namespace cloister
