// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/console/complaint.hpp"

#include <algorithm>
#include <array>

namespace cloister {
namespace {

struct Sign {
    std::string_view begins;
    std::string_view contains; // behind that; empty: anything
    Complaint complaint;
};

using enum ReportKind;

// The first that fits is meant.
constexpr std::array signs{
    Sign{"Kernel panic - not syncing", "", {panic, ""}},
    Sign{"BUG: KASAN: ", "", {kasan, ""}},
    Sign{"BUG: KFENCE: ", "", {kasan, ""}},
    Sign{"BUG: KCSAN: ", "", {kcsan, ""}},
    Sign{"UBSAN: ", "", {ubsan, ""}},
    Sign{"BUG: sleeping function called from invalid context",
         "",
         {atomic_context, "sleep in atomic context"}},
    Sign{"BUG: scheduling while atomic", "", {atomic_context, "scheduling while atomic"}},
    Sign{"BUG: using ", " in preemptible ", {atomic_context, "per-CPU access in preemptible code"}},
    Sign{"BUG: workqueue leaked ", "", {leaked_count, "work item leaked a lock or preempt count"}},
    Sign{"softirq: huh, entered softirq ", "", {leaked_count, "softirq leaked a preempt count"}},
    Sign{"initcall ", " returned with ", {leaked_count, "initcall leaked a preempt count"}},
    Sign{"BUG: Bad page state", "", {bad_page, "bad page state"}},
    Sign{"BUG: Bad page map", "", {bad_page, "bad page map"}},
    Sign{"BUG: Bad page cache", "", {bad_page, "bad page cache"}},
    Sign{"BUG: Bad rss-counter state", "", {bad_page, "bad rss counter"}},
    Sign{"BUG: workqueue lockup", "", {workqueue_lockup, "workqueue lockup"}},
    Sign{"watchdog: BUG: soft lockup", "", {soft_lockup, "soft lockup"}},
    Sign{"watchdog: Watchdog detected hard LOCKUP", "", {hard_lockup, "hard lockup"}},
    Sign{"NMI watchdog: Watchdog detected hard LOCKUP", "", {hard_lockup, "hard lockup"}},
    Sign{"INFO: task ", " blocked ", {hung_task, ""}},
    Sign{"rcu: INFO: rcu_", "", {rcu_stall, "RCU stall"}},
    Sign{"INFO: rcu_", "", {rcu_stall, "RCU stall"}},
    Sign{"WARNING: suspicious RCU usage", "", {rcu_usage, "suspicious RCU usage"}},
    Sign{"[ BUG: Invalid wait context ]", "", {lockdep, "invalid wait context"}},
    Sign{"WARNING: possible circular locking", "", {lockdep, "possible circular locking"}},
    Sign{"WARNING: possible recursive locking", "", {lockdep, "possible recursive locking"}},
    Sign{"WARNING: possible irq lock inversion", "", {lockdep, "possible irq lock inversion"}},
    Sign{"WARNING: inconsistent lock state", "", {lockdep, "inconsistent lock state"}},
    Sign{"WARNING: ", "-safe -> ", {lockdep, "irq-safe lock inside an irq-unsafe one"}},
    Sign{"WARNING: bad unlock balance", "", {lockdep, "bad unlock balance"}},
    Sign{"WARNING: lock held when returning to user space", "", {lockdep, "lock held in user space"}},
    Sign{"WARNING: held lock freed", "", {lockdep, "held lock freed"}},
    Sign{"WARNING: Nested lock was not taken", "", {lockdep, "nested lock was not taken"}},
    Sign{"WARNING: ", " still has locks held", {lockdep, "exit with locks held"}},
    Sign{"INFO: possible ", "", {lockdep, ""}},
    Sign{"INFO: trying to register non-static key", "", {lockdep, "lock without a key"}},
    Sign{"DEBUG_LOCKS_WARN_ON(", "", {lockdep, ""}},
    Sign{"BUG: MAX_L", " too low", {lockdep, ""}},
    Sign{"list_add corruption", "", {list_corruption, "list_add corruption"}},
    Sign{"list_del corruption", "", {list_corruption, "list_del corruption"}},
    Sign{"ODEBUG: ", "", {debug_object, ""}},
    Sign{"BUG ", "): ", {slab, ""}},
    Sign{"kernel BUG at ", "", {bug, ""}},
    Sign{"BUG: ", "", {bug, ""}},
    Sign{"WARNING: ", "", {warning, ""}},
    Sign{"Oops", "", {oops, ""}},
    Sign{"general protection fault", "", {oops, ""}},
    Sign{"PANIC: ", "", {oops, ""}},
    Sign{"", ": 0000 [#", {oops, ""}},
    Sign{"", ": bad pmd ", {bad_page, "bad pmd"}},
    Sign{"", ": bad pud ", {bad_page, "bad pud"}},
};

bool fits(const Sign& sign, std::string_view text) {
    return text.starts_with(sign.begins) &&
           text.find(sign.contains, sign.begins.size()) != std::string_view::npos;
}

constexpr std::array<std::string_view, 20> names{
    "warning",      "bug",       "oops",        "panic",       "lockdep",   "rcu usage",    "kasan",
    "kcsan",        "ubsan",     "slab",        "bad page",    "list",      "debug object", "atomic context",
    "leaked count", "hung task", "soft lockup", "hard lockup", "workqueue", "rcu stall"};

} // namespace

std::string_view to_string(ReportKind kind) {
    return names.at(static_cast<std::size_t>(kind));
}

std::optional<Complaint> complaint_of(std::string_view text) {
    const auto* const sign =
        std::find_if(signs.begin(), signs.end(), [&](const Sign& each) { return fits(each, text); });
    return sign == signs.end() ? std::nullopt : std::optional(sign->complaint);
}

bool is_starvation(std::string_view text) {
    return text.starts_with("WARNING: ") && text.find(" sched_tick_remote+") != std::string_view::npos;
}

bool is_consequence(std::string_view text) {
    constexpr std::array<std::string_view, 5> ends{"Fatal exception", "kernel: panic_on_warn set",
                                                   "softlockup: hung tasks", "hung_task: blocked tasks",
                                                   "Attempted to kill"};
    return text.starts_with("Kernel panic - not syncing: ") &&
           std::any_of(ends.begin(), ends.end(),
                       [&](std::string_view end) { return text.find(end) != std::string_view::npos; });
}

} // namespace cloister
