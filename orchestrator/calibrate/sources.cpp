// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/calibrate/sources.hpp"

namespace cloister {

namespace {

Source drain_by(const std::string& caller) {
    return {caller, "spin-refill", caller, StepKind::work, "lru_add_drain_per_cpu"};
}

} // namespace

const std::vector<Source>& sources() {
    static const std::vector<Source> all{
        {"nothing", "spin", "none", StepKind::ipi, ""},
        drain_by("drop_caches"),
        drain_by("compact_memory"),
        drain_by("blkflsbuf"),
        drain_by("fadvise"),
        drain_by("madv-collapse"),
        drain_by("memfd-seal"),
        drain_by("memory-reclaim"),
        drain_by("move_pages"),
        drain_by("mbind"),
        drain_by("khugepaged"),
        drain_by("ksm"),
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
