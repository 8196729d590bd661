// SPDX-License-Identifier: GPL-2.0-or-later
// Lines in which a kernel says that something is wrong, as it prints them: the catalogue of the console
// oracle. Runs on: host. Pure. Sources, 5.10 to 7.3: kernel/panic.c, lib/bug.c, arch/x86/mm/fault.c,
// arch/x86/kernel/traps.c, kernel/locking/lockdep.c, include/linux/rcupdate.h, mm/kasan/report.c,
// kernel/kcsan/report.c, lib/ubsan.c, mm/slub.c, mm/page_alloc.c (bad_page), mm/memory.c, lib/list_debug.c,
// lib/debugobjects.c, lib/smp_processor_id.c, kernel/sched/core.c (atomic contexts), kernel/softirq.c,
// init/main.c and kernel/workqueue.c (leaked counts), kernel/hung_task.c, kernel/watchdog.c,
// kernel/rcu/tree_stall.h.
#pragma once

#include <optional>
#include <string_view>

namespace cloister {

enum class ReportKind {
    warning,
    bug,
    oops,
    panic,
    lockdep,
    rcu_usage,
    kasan,
    kcsan,
    ubsan,
    slab,
    bad_page,
    list_corruption,
    debug_object,
    atomic_context,
    leaked_count,
    hung_task,
    soft_lockup,
    hard_lockup,
    workqueue_lockup,
    rcu_stall,
};
std::string_view to_string(ReportKind kind);

struct Complaint {
    ReportKind kind{};
    // What such reports are called, whoever is to blame; empty where the line itself tells them apart.
    std::string_view title;
    bool operator==(const Complaint&) const = default;
};

// text: a line without its stamps.
std::optional<Complaint> complaint_of(std::string_view text);
// Nothing but that time passed without the kernel: sched_tick_remote() warns when an isolated CPU's clock
// stood still for three seconds (kernel/sched/core.c), which an emulated guest on a busy host meets with no
// fault of its own.
bool is_starvation(std::string_view text);
// The end of what was reported already: "Kernel panic - not syncing: Fatal exception".
bool is_consequence(std::string_view text);

} // namespace cloister
