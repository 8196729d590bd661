// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/judge/coverage_needs.hpp"

#include "orchestrator/plan/workload_names.hpp"

#include <algorithm>
#include <array>

namespace cloister {
namespace {

// Beside the callers that drain: caches that are filled in another way, or while they are drained; and what
// empties them without a drain.
constexpr std::array<std::pair<const char*, const char*>, 13> other_workloads{{
    {"spin-mlock", "blkflsbuf"},
    {"spin-advise", "drop_caches"},
    {"spin-reread", "drop_caches"},
    {"spin-readdir", "buffer-heads"},
    {"fault-storm", "drop_caches"},
    {"cache-storm", "drop_caches"},
    {"spin-refill", "cpu-offline"},
    {"spin-refill", "page-lists"},
    {"spin-refill", "direct-reclaim"},
    {"spin", "pressure-anon"},
    {"spin", "pressure-cache"},
    {"spin", "pressure-huge"},
    {"spin", "pressure-swap"},
}};

constexpr std::array boots{"auto-nohz-full",       "auto-no-nohz-full",  "auto-bad-nohz-full",
                           "auto-empty-nohz-full", "forced-on-anywhere", "forced-off-with-nohz-full",
                           "remote-at-last"};

} // namespace

std::vector<TrialNeed> coverage_needs(const std::vector<Mode>& modes) {
    std::vector<TrialNeed> needs;
    if (std::none_of(modes.begin(), modes.end(), drains_remotely))
        return needs;
    for (const Mode& mode : modes) {
        for (const DisturberName& disturber : disturber_names())
            if (disturber.kind == DisturberKind::drains)
                needs.push_back({mode.name, "spin-refill", disturber.name});
        for (const auto& [subject, disturber] : other_workloads)
            needs.push_back({mode.name, subject, disturber});
    }
    if (std::any_of(modes.begin(), modes.end(), needs_patches))
        for (const char* boot : boots)
            needs.push_back({boot, "none", "none"});
    return needs;
}

} // namespace cloister
