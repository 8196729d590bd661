// SPDX-License-Identifier: GPL-2.0-or-later
// What the plugin operation_costs.c has written, operation by operation: for each turn, by vCPU,
// "turn CPU INSTRUCTIONS LOCKED LINES ACCESSES BRANCHES SITES"; then "place CPU ADDRESS INSTRUCTIONS" for
// each address in the kernel that was executed in a turn, and "end". Runs on: host. Pure.
#pragma once

#include "probes/kernelfs/cpu_set.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace cloister {

struct TurnCost {
    std::uint64_t instructions = 0;
    std::uint64_t locked = 0;
    std::uint64_t cache_lines = 0;
    std::uint64_t accesses = 0; // of data, reads and writes
    std::uint64_t branches = 0;
    std::uint64_t key_sites = 0; // passed: kernel/key_sites.hpp

    friend bool operator==(const TurnCost&, const TurnCost&) = default;
};

// One operation, by what each CPU did in its turns.
struct CountedOperation {
    std::map<CpuId, std::vector<TurnCost>> turns;
    std::map<CpuId, std::map<std::uint64_t, std::uint64_t>> places; // address → instructions of all turns

    friend bool operator==(const CountedOperation&, const CountedOperation&) = default;
};

// In the order in which they were done. Throws std::runtime_error for a line that is none of the plugin's, or
// where the last operation has no end.
std::vector<CountedOperation> counted_operations(std::string_view log);

} // namespace cloister
