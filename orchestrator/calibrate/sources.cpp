// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/calibrate/sources.hpp"

namespace cloister {

const std::vector<Source>& sources() {
    static const std::vector<Source> all{
        {"nothing", "spin", "none", StepKind::ipi, ""},
        {"drop_caches", "spin-refill", "drop_caches", StepKind::work, "lru_add_drain_per_cpu"},
        {"compact_memory", "spin-refill", "compact_memory", StepKind::work, "lru_add_drain_per_cpu"},
        {"blkflsbuf", "spin-refill", "blkflsbuf", StepKind::work, "lru_add_drain_per_cpu"},
        {"vmstat-refresh", "spin", "vmstat-refresh", StepKind::work, "refresh_vm_stats"},
        {"overcommit", "spin", "overcommit", StepKind::work, "sync_overcommit_as"},
        {"membarrier", "spin", "membarrier", StepKind::function, "ipi_mb"},
        {"perf-event", "spin", "perf-event", StepKind::function, "remote_function"},
    };
    return all;
}

std::vector<TrialNeed> calibration_needs(const std::vector<Source>& chosen, const std::vector<Mode>& modes) {
    std::vector<TrialNeed> needs;
    for (const Mode& mode : modes)
        for (const Source& source : chosen)
            needs.push_back({mode.name, source.subject, source.disturber});
    return needs;
}

} // namespace cloister
