// SPDX-License-Identifier: GPL-2.0-or-later
// The cells in which a known number of drains is armed and drained, by the way in which the kernel drains.
// Runs on: host. Pure.
#pragma once

#include "orchestrator/judge/claim.hpp"

namespace cloister {

// way: "local" or "remote". Empty where the scenario arms or drains nothing, or has no such mode.
std::vector<TrialNeed> drain_needs(const Scenario& scenario, const std::vector<Mode>& modes,
                                   const std::string& way);
Trials drain_trials(const Evidence& evidence, const std::string& way);

// Undecided where none was armed, or fewer than were wanted.
std::optional<Unsound> not_all_armed(const Trials& trials);

// Upheld where every armed page is on the LRU afterwards, and all that were wanted were armed. kind: of the
// trials, as unsound() names it; how: what follows "reached the LRU" in the reason, or "".
ClaimResult all_reached_lru(const Trials& trials, const std::string& kind, const std::string& how);

// What drains caused on isolated CPUs, and what came there from nobody knows whom.
struct DrainArrivals {
    std::uint64_t works = 0;
    std::uint64_t ipis = 0;
    std::uint64_t switches = 0;
    std::uint64_t unexplained = 0;

    bool any() const { return works + ipis + switches > 0; }
    std::string caused() const;        // "drains caused 1 work item, 0 IPIs and …"
    std::string not_explained() const; // "2 arrivals whose sender the trace does not show"
};
DrainArrivals drain_arrivals(const Trials& trials);
// What it means that none of so many was seen: "at most 3 % at 95 % confidence".
std::string bound_of_none(std::uint64_t number);

} // namespace cloister
