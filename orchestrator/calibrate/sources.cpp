// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/calibrate/sources.hpp"

#include <fmt/format.h>

#include <optional>

namespace cloister {

namespace {

// Unknown where there is no text. part: of its lines.
std::optional<bool> is_there(const std::string& text, const std::string& part) {
    return text.empty() ? std::nullopt : std::optional(("\n" + text).find(part) != std::string::npos);
}

// Where nobody knows, both.
std::string chosen(std::optional<bool> there, const std::string& if_there, const std::string& if_not) {
    if (!there)
        return if_there + "; or " + if_not;
    return *there ? if_there : if_not;
}

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
        {"longterm-pin", "spin-refill", "longterm-pin", StepKind::work, "lru_add_drain_per_cpu"},
        {"memory-offline", "spin-refill", "memory-offline", StepKind::work, "lru_add_drain_per_cpu"},
        {"page-lists", "spin-refill", "page-lists", StepKind::work, "drain_local_pages_wq"},
        {"direct-reclaim", "spin-refill", "direct-reclaim", StepKind::work, "drain_local_pages_wq"},
        {"mlock-batch", "spin-mlock", "blkflsbuf", StepKind::work, "lru_add_drain_per_cpu"},
        {"vmstat-refresh", "spin", "vmstat-refresh", StepKind::work, "refresh_vm_stats"},
        {"overcommit", "spin", "overcommit", StepKind::work, "sync_overcommit_as"},
        {"slab-shrink", "spin-slab", "slab-shrink", StepKind::work, "flush_cpu_slab", "flush_cpu_sheaves"},
        {"memcg-stock", "spin-refill", "memcg-stock", StepKind::work, "drain_local_stock"},
        {"sheaves", "spin", "slab-destroy", StepKind::work, "flush_rcu_sheaf"},
        {"buffer-heads", "spin-readdir", "buffer-heads", StepKind::function, "invalidate_bh_lru"},
        {"membarrier", "spin", "membarrier", StepKind::function, "ipi_mb"},
        {"membarrier-core", "threads-core", "ask", StepKind::function, "ipi_sync_core"},
        {"membarrier-rseq", "threads-rseq", "ask", StepKind::function, "ipi_rseq"},
        {"user-tlb", "threads-munmap", "ask", StepKind::function, "flush_tlb_func", "flush_tlb_func_remote"},
        {"page-table-free", "spin", "collapse", StepKind::function, "tlb_remove_table_smp_sync"},
        {"socket-filter", "spin", "socket-filter", StepKind::function, "do_flush_tlb_all"},
        {"perf-event", "spin", "perf-event", StepKind::function, "remote_function"},
        {"msr", "spin", "msr", StepKind::function, "__rdmsr_safe_on_cpu"},
        {"text-patching", "spin", "text-patching", StepKind::function, "do_sync_core", "", "call_function"},
        {"rcu-barrier", "spin-callback", "rcu-barrier", StepKind::function, "rcu_barrier_handler",
         "rcu_barrier_func"},
        {"rcu-expedited", "spin-in-kernel", "unmount", StepKind::function, "rcu_exp_handler"},
        {"kernel-range-flush", "spin", "memfd-secret", StepKind::function, "do_kernel_range_flush"},
        {"posix-timer", "spin", "posix-timer", StepKind::ipi, "call_function_single"},
    };
    return all;
}

const Source* source_of(const TrialSpec& spec) {
    for (const Source& source : sources())
        if (spec.subject == source.subject && spec.disturber == source.disturber)
            return &source;
    return nullptr;
}

std::vector<AbsentSource> absent_sources(const std::string& symbols) {
    const auto symbol = [&](const char* name) { return is_there(symbols, fmt::format(" {}\n", name)); };
    return {
        {"vmstat-update", "work vmstat_update",
         "comes by time, not by number; the modes stop it (stat_interval), and since 6.12 or a little "
         "before it passes over isolated CPUs (vmstat_shepherd())"},
        {"fair-server", "ipi reschedule",
         chosen(symbol("fair_server_init"),
                "comes by time, not by number; the modes stop it (fair_server/cpuN/runtime 0)",
                "this kernel has none")},
        {"clocksource-watchdog", "tick local_timer",
         "comes by time, not by number; the modes stop it (tsc=reliable)"},
    };
}

std::vector<TrialNeed> calibration_needs(const std::vector<Source>& chosen, const std::vector<Mode>& modes) {
    std::vector<TrialNeed> needs;
    for (const Mode& mode : modes)
        for (const Source& source : chosen)
            needs.push_back({mode.name, source.subject, source.disturber});
    return needs;
}

} // namespace cloister
