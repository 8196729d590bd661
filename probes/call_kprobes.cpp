// SPDX-License-Identifier: GPL-2.0-or-later
#include "probes/call_kprobes.hpp"

#include "probes/kprobe.hpp"

#include <array>
#include <filesystem>

namespace cloister {
namespace {

// kernel/sched/membarrier.c, arch/x86/mm/tlb.c, mm/mmu_gather.c, mm/slub.c, kernel/events/core.c,
// fs/buffer.c, kernel/rcu/, arch/x86/lib/msr-smp.c, kernel/time/tick-sched.c; those of them that a kernel
// has. Not do_sync_core(), which a kprobe's own making calls.
constexpr std::array functions{"ipi_mb",
                               "ipi_sync_core",
                               "ipi_rseq",
                               "flush_tlb_func",
                               "flush_tlb_func_remote",
                               "do_flush_tlb_all",
                               "do_kernel_range_flush",
                               "tlb_remove_table_smp_sync",
                               "remote_function",
                               "flush_cpu_slab",
                               "invalidate_bh_lru",
                               "rcu_exp_handler",
                               "rcu_barrier_func",
                               "rcu_barrier_handler",
                               "__rdmsr_on_cpu",
                               "__rdmsr_safe_on_cpu",
                               "nohz_full_kick_func"};

} // namespace

void make_call_kprobes() {
    if (!has_kprobes() || std::filesystem::exists(TraceInstance::tracing_dir() + "/events/csd"))
        return;
    const EventName event{kprobe_system, call_kprobe::event};
    bool made = false;
    for (const char* function : functions)
        made = probe_entry(event, function, "") || made;
    if (made)
        switch_kprobe(our_instance(), event, "1");
}

} // namespace cloister
