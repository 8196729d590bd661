// SPDX-License-Identifier: GPL-2.0-or-later
// What one actor of a fuzzed guest does, round after round, until it is told to end: fills caches, drains
// them, takes CPUs and memory away and brings them back, moves tasks between sets of CPUs.
// Runs on: guest, as root, one process an actor. What fails in a round is part of the game: another actor
// took the CPU, the memory or the time away.
#pragma once

#include "probes/kernelfs/cpu_set.hpp"
#include "results-schema/draws.hpp"

#include <array>
#include <memory>
#include <string>

namespace cloister::workloads {

class Churn {
  public:
    virtual ~Churn() = default;
    // Errors: exceptions of any kind; the next round may succeed.
    virtual void round(Draws& draws) = 0;
};

struct ChurnOrder {
    std::string name;
    std::uint64_t seed = 0;
    CpuSet isolated;
    std::string rounds_file; // eight bytes: how many rounds succeeded
};

// Until SIGTERM. Throws std::runtime_error where no round succeeded, with the last reason.
void churn(const ChurnOrder& order);

// fill.cpp: pages on isolated CPUs, into every batch.
std::unique_ptr<Churn> fill_churn(const CpuSet& isolated);
// cpu_hotplug.cpp: CPUs but the first go offline and come back.
std::unique_ptr<Churn> cpu_hotplug_churn();
// cpusets.cpp: partitions of CPUs are made, changed and removed, with tasks in them; they are the groups of
// these names (disturbers/memory_group.hpp).
inline constexpr std::array cpuset_groups{"first", "second"};
std::unique_ptr<Churn> cpusets_churn();
// drains.cpp: a caller of drains, by its name as a disturber; nullptr: no such one.
std::unique_ptr<Churn> drains_churn(const std::string& name);

} // namespace cloister::workloads
